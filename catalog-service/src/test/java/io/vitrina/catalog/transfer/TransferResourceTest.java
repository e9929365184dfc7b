package io.vitrina.catalog.transfer;

import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.cart;
import static io.vitrina.catalog.Shop.category;
import static io.vitrina.catalog.Shop.product;
import static io.vitrina.catalog.Shop.user;
import static io.vitrina.catalog.transfer.Transfers.EXPORT;
import static io.vitrina.catalog.transfer.Transfers.IMPORT;
import static io.vitrina.catalog.transfer.Transfers.csv;
import static io.vitrina.catalog.transfer.Transfers.exported;
import static io.vitrina.catalog.transfer.Transfers.ndjson;
import static io.vitrina.catalog.transfer.Transfers.rows;
import static io.vitrina.catalog.transfer.Transfers.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vitrina.kit.testing.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TransferResourceTest {

    @AfterEach
    void everythingAddsUp() {
        cart().get("/internal/consistency").then().body("consistent", is(true));
    }

    @Test
    void importsCsvAndChangesNothingTheSecondTime() {
        category("Чайники", null);
        String csv = "\uFEFFprice,name,sku,quantity,category,description,image_url,is_active\r\n"
                + "100,\"Чайник, \"\"белый\"\"\",A-1,5,chayniki,\"две\r\nстроки\",https://x.example/a.png,true\r\n"
                + "200,Кружка,A-2,0,,,,false\r\n";
        csv(csv).body("created", is(2)).body("updated", is(0)).body("failed", is(0));
        csv(csv).body("created", is(0)).body("updated", is(0)).body("unchanged", is(2));
        admin().get(PRODUCTS + "?include=all&sort=price")
                .then()
                .body("items.sku", contains("A-1", "A-2"))
                .body("items[0].name", equalTo("Чайник, \"белый\""))
                .body("items[0].description", equalTo("две\r\nстроки"))
                .body("items[0].category.slug", equalTo("chayniki"))
                .body("items[1].is_active", is(false));
        csv("sku,name,price,quantity\nA-1,Чайник,150,9\n").body("updated", is(1));
        anyone().get(PRODUCTS)
                .then()
                .body("items[0].price", is(150))
                .body("items[0].quantity", is(9))
                .body("items[0].category.slug", equalTo("chayniki"));
        admin().get(PRODUCTS + "/1/history")
                .then()
                .body("items.field", contains("price", "quantity"))
                .body("items.reason", contains("import", "import"));
    }

    @Test
    void reportsEachBadLineByItsNumberAndKeepsTheGoodOnes() {
        String csv = """
                sku,name,price,quantity,category,is_active
                A-1,good,1,1,,
                ,no sku,1,1,,
                A-3,bad price,1.50,1,,
                A-4,negative,-1,1,,
                A-5,no such category,1,1,nope,
                A-6,too few,1
                A-7,"quoted
                twice",1,1,,
                A-8,after newline,x,1,,
                A-9,overflow,99999999999999999999,1,,
                A-10,flag,1,1,,maybe
                A-11,last,1,1,,"
                """;
        csv(csv).body("created", is(2))
                .body("failed", is(9))
                .body("errors.line", contains(3, 4, 5, 6, 7, 10, 11, 12, 13))
                .body("errors[0].message", equalTo("sku is required"))
                .body("errors[1].message", containsString("price"))
                .body("errors[3].message", equalTo("category does not exist"))
                .body("errors[4].message", containsString("fields"));
    }

    @Test
    void takesLaterRowOfOneSku() {
        csv("sku,name,price\nA,one,1\nA,two,2\nA,two,2\n")
                .body("created", is(1))
                .body("updated", is(1))
                .body("unchanged", is(1));
        admin().get(PRODUCTS + "?include=all").then().body("items.name", contains("two"));
    }

    @Test
    void refusesHeadersThatAreNone() {
        csv("sku,name\nA,b\n").statusCode(400).body("detail", containsString("missing columns: price"));
        csv("sku,name,price,colour\n").statusCode(400).body("detail", containsString("unknown column"));
        csv("sku,name,price,sku\n").statusCode(400).body("detail", containsString("twice"));
        csv("").statusCode(400);
        send("text/csv", "sku,name,price\n".getBytes(StandardCharsets.UTF_16)).statusCode(400);
        send("text/csv;charset=klingon", new byte[0]).statusCode(415);
        send("application/json", "{}".getBytes(StandardCharsets.UTF_8)).statusCode(415);
    }

    @Test
    void namesRowsInWrongEncoding() {
        byte[] body = "sku,name,price\nA,Чайник,1\nB,plain,1\n".getBytes(Charset.forName("windows-1251"));
        send("text/csv", body)
                .statusCode(200)
                .body("created", is(1))
                .body("errors.line", contains(2))
                .body("errors[0].message", equalTo("name is not UTF-8"));
    }

    @Test
    void readsWhateverCharacterSetIsNamed() {
        byte[] body = "sku,name,price\nA,Чайник,1\n".getBytes(Charset.forName("windows-1251"));
        send("text/csv;charset=windows-1251", body).statusCode(200).body("created", is(1));
        admin().get(PRODUCTS + "?include=all").then().body("items.name", contains("Чайник"));
    }

    @Test
    void importsNdjson() {
        String body = """
                {"sku":"A","name":"Чайник","price":100,"quantity":3,"is_active":true}

                {"sku":"B","name":"Кружка","price":"100"}
                {"sku":"C","name":"Кружка","price":1.5}
                {"sku":"D","name":"Кружка","price":1,"colour":"red"}
                not json
                [1]
                {"sku":"E","name":"Чашка","price":1,"description":null}
                """;
        ndjson(body).statusCode(200).body("created", is(2)).body("errors.line", contains(3, 4, 5, 6, 7));
    }

    @Test
    void exportsWhatItCanImport() {
        category("Чайники", null);
        csv("sku,name,description,price,quantity,category,image_url,is_active\r\n"
                + "A-1,\"Чайник, \"\"белый\"\"\",\"две\nстроки\",100,5,chayniki,/a.png,true\r\n"
                + "A-2,Кружка,,200,0,,,false\r\n");
        String exported = admin().get(EXPORT)
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/csv"))
                .extract()
                .asString();
        assertThat(exported)
                .isEqualTo("sku,name,description,price,quantity,category,image_url,is_active\r\n"
                        + "A-1,\"Чайник, \"\"белый\"\"\",\"две\nстроки\",100,5,chayniki,/a.png,true\r\n"
                        + "A-2,Кружка,,200,0,,,false\r\n");
        csv(exported).body("unchanged", is(2));
        String ndjson = admin().accept("application/x-ndjson")
                .get(EXPORT)
                .then()
                .extract()
                .asString();
        assertThat(ndjson.lines()).hasSize(2);
        ndjson(ndjson).body("unchanged", is(2));
        admin().accept("application/pdf").get(EXPORT).then().statusCode(406);
    }

    @Test
    void showsImportedProductToWhoeverLookedForItBefore() {
        anyone().get(PRODUCTS + "/1").then().statusCode(404);
        csv("sku,name,price,quantity\nA,a,1,1\n").body("created", is(1));
        anyone().get(PRODUCTS + "/1").then().statusCode(200).body("name", equalTo("a"));
    }

    @Test
    void keepsTheGoodRowsBehindAQuoteThatIsNeverClosed() {
        csv("sku,name,price\nA,a,1\nB,\"broken,2\nC,c,3\nD,d,4\n")
                .body("created", is(3))
                .body("errors.line", contains(3))
                .body("errors.message", contains("has a quote that is never closed"));
    }

    @Test
    void importsManyRowsInBatches() {
        csv(rows(3_500)).body("created", is(3_500)).body("errors", hasSize(0));
        assertThat(exported().lines()).hasSize(3_501);
        product("one more", 1, 1);
    }

    @Test
    void keepsWholeBatchesWhenTheConnectionBreaks() throws IOException {
        String csv = rows(1_700);
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + IMPORT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                            + "Authorization: Bearer " + TestTokens.admin(7) + "\r\nContent-Length: 1000000\r\n\r\n"
                            + csv)
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(rowsReach(1_000)).isEqualTo(1_000);
        }
        csv(csv).body("created", is(700)).body("unchanged", is(1_000));
    }

    @Test
    void endsTooLongStreamsAndSaysWhatWasDone() throws IOException, InterruptedException {
        byte[] rows = "sku,name,price\n".getBytes(StandardCharsets.UTF_8);
        byte[] filler = ("A,same," + "1\n" + "\n".repeat(1 << 16)).getBytes(StandardCharsets.UTF_8);
        long pieces = ImportSources.MAX_BYTES / filler.length + 2;
        InputStream endless = new SequenceInputStream(Collections.enumeration(
                Stream.concat(Stream.of(rows), Stream.generate(() -> filler).limit(pieces))
                        .map(ByteArrayInputStream::new)
                        .toList()));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + IMPORT))
                .header("Authorization", "Bearer " + TestTokens.admin(7))
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> endless))
                .build();
        HttpResponse<String> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"imported\":{\"created\":1,");
    }

    private static long rowsReach(long count) {
        Instant latest = Instant.now().plusSeconds(30);
        long rows;
        do {
            rows = exported().lines().count() - 1;
        } while (rows < count && Instant.now().isBefore(latest));
        return rows;
    }

    @Test
    void letsOnlyAdminsTransfer() {
        user().contentType("text/csv").body("x").post(IMPORT).then().statusCode(403);
        anyone().contentType("text/csv").body("x").post(IMPORT).then().statusCode(401);
        user().get(EXPORT).then().statusCode(403);
        anyone().get(EXPORT).then().statusCode(401);
    }
}
