package io.vitrina.catalog;

import static io.vitrina.catalog.Shop.CATEGORIES;
import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.category;
import static io.vitrina.catalog.Shop.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vitrina.kit.testing.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody sends by accident: no answer is a fault of ours, and nothing is stored that reads back as another. */
@QuarkusTest
class BadInputTest {

    private static final int MIB = 1 << 20;
    private static final byte[] FILLER = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource({"name", "description", "sku", "image_url"})
    void storesNoTextThatWouldComeBackChanged(String field) {
        for (String text : new String[] {"/a\\u0000b", "/a\\ud800b", "/a\\udc00"}) {
            String rest = "\"price\":1,\"quantity\":1" + (field.equals("name") ? "" : ",\"name\":\"x\"");
            refuses("POST", PRODUCTS, "{\"" + field + "\":\"" + text + "\"," + rest + "}", field);
            refuses("PATCH", PRODUCTS + "/" + product("x", 1, 1), "{\"" + field + "\":\"" + text + "\"}", field);
        }
        admin().get(PRODUCTS + "?include=all&q=a").then().body("total", is(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "a\\ud800b", "a\\udc00"})
    void storesNoSuchTextElsewhereEither(String text) {
        long id = product("x", 1, 1);
        refuses("POST", PRODUCTS + "/" + id + "/stock", "{\"delta\":1,\"reason\":\"" + text + "\"}", "reason");
        refuses("POST", CATEGORIES, "{\"name\":\"" + text + "\"}", "name");
        refuses("POST", CATEGORIES, "{\"name\":\"x\",\"description\":\"" + text + "\"}", "description");
        anyone().get(PRODUCTS + "/" + id).then().body("quantity", is(1));
    }

    private static void refuses(String method, String path, String body, String field) {
        admin().contentType(ContentType.JSON)
                .body(body)
                .request(method, path)
                .then()
                .statusCode(422)
                .body("errors.field", hasItem(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%00b", "%ED%A0%80", "%FF", "%C0%AF"})
    void searchesForNothingThatIsNoText(String query) {
        for (String parameter : new String[] {"q", "category", "sort", "cursor", "ids"}) {
            anyone().urlEncodingEnabled(false)
                    .get(PRODUCTS + "?" + parameter + "=" + query)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo(parameter));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "application/json-patch+json", "application/x-ndjson", "garbage"
            })
    void takesNoBodyButJson(String type) {
        long id = product("A", 1, 5);
        long shelf = category("A", null);
        for (String path : List.of(PRODUCTS, PRODUCTS + '/' + id + "/stock", CATEGORIES)) {
            sent(type).post(path).then().statusCode(415);
        }
        sent(type).put(PRODUCTS + '/' + id).then().statusCode(415);
        sent(type).patch(PRODUCTS + '/' + id).then().statusCode(415);
        sent(type).patch(CATEGORIES + '/' + shelf).then().statusCode(415);
    }

    @Test
    void walksOverNamesThatHoldTheSignsOfCursors() {
        List<Integer> ids = new ArrayList<>();
        for (String name : new String[] {"a\u001fb", "a\u001f", "100%", "a%1F"}) {
            ids.add((int) product(name, 1, 1));
        }
        List<Integer> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = anyone().queryParam("cursor", cursor)
                    .get(PRODUCTS + "?sort=name&size=1")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 60})
    void readsNoEndlessJson(int mib) throws Exception {
        for (String path : new String[] {PRODUCTS, CATEGORIES, PRODUCTS + "/1/stock"}) {
            HttpResponse<String> answer = chunked(path, "application/json", "{\"name\":\"x\"", mib, "}");
            assertThat(answer.statusCode())
                    .as("%d MiB to %s: %s", mib, path, answer.body())
                    .isEqualTo(413);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void importsAsMuchWithASlashBehindIt() throws Exception {
        String rows = "sku,name,price\nA,a,1\n";
        HttpResponse<String> answer = chunked(PRODUCTS + "/import/", "text/csv", rows, 3, "\nB,b,1\n");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"created\":2");
        byte[] body = (rows + "\n".repeat(2 * MIB)).getBytes(StandardCharsets.UTF_8);
        admin().header("Content-Type", "text/csv")
                .body(body)
                .post(PRODUCTS + "/import/")
                .then()
                .statusCode(200)
                .body("unchanged", is(1))
                .body("errors", hasSize(0));
    }

    /** The text with so many MiB of blanks in it, and no word of how long that is. */
    private static HttpResponse<String> chunked(String path, String type, String before, int mib, String after)
            throws Exception {
        Stream<byte[]> pieces = Stream.of(
                        Stream.of(before.getBytes(StandardCharsets.UTF_8)),
                        Stream.generate(() -> FILLER).limit((long) mib * MIB / FILLER.length),
                        Stream.of(after.getBytes(StandardCharsets.UTF_8)))
                .flatMap(part -> part);
        InputStream body = new SequenceInputStream(Collections.enumeration(
                pieces.<InputStream>map(ByteArrayInputStream::new).toList()));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + TestTokens.admin(7))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static RequestSpecification sent(String type) {
        return admin().header("Content-Type", type).body("{\"name\":\"B\"}".getBytes(StandardCharsets.UTF_8));
    }
}
