package io.vitrina.catalog.listing;

import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.category;
import static io.vitrina.catalog.Shop.product;
import static io.vitrina.catalog.Shop.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ListingResourceTest {

    @Test
    void showsOnlyWhatIsOnSale() {
        long here = product("here", 1, 1);
        product("sold out", 1, 0);
        product("name", "inactive", "price", 1, "quantity", 1, "is_active", false);
        anyone().get(PRODUCTS)
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("public, max-age=5, stale-while-revalidate=5"))
                .body("items.id", contains((int) here))
                .body("page", is(1))
                .body("size", is(20))
                .body("total", is(1))
                .body("pages", is(1))
                .body("next_cursor", nullValue())
                .body("total_is_estimate", nullValue());
        admin().get(PRODUCTS + "?include=all")
                .then()
                .header("Cache-Control", equalTo("no-store"))
                .body("total", is(3));
        user().get(PRODUCTS + "?include=all").then().statusCode(403);
        anyone().get(PRODUCTS + "?include=all").then().statusCode(401);
        anyone().get(PRODUCTS + "/").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "-name", "price", "-price", "created_at", "-created_at", "relevance"})
    void walksEverySortByPageAndByCursor(String sort) {
        for (int i = 0; i < 23; i++) {
            product("Чашка " + (i % 5), i % 3, 1);
        }
        List<Integer> whole = items("?size=100&sort=" + sort).getList("items.id");
        assertThat(whole).hasSize(23).doesNotHaveDuplicates();
        List<Integer> byPage = new ArrayList<>();
        for (int page = 1; page <= 5; page++) {
            byPage.addAll(items("?size=5&page=" + page + "&sort=" + sort).getList("items.id"));
        }
        assertThat(byPage).isEqualTo(whole);
        assertThat(walk("?size=5&sort=" + sort)).isEqualTo(whole);
        List<Integer> found = items("?q=чашка&size=100&sort=" + sort).getList("items.id");
        assertThat(found).hasSize(23);
        assertThat(walk("?q=чашка&size=5&sort=" + sort)).isEqualTo(found);
    }

    @Test
    void bindsCursorToItsList() {
        for (int i = 0; i < 3; i++) {
            product("A", i, 1);
        }
        String cursor = items("?size=1&sort=price").getString("next_cursor");
        get("?size=2&sort=price&cursor=" + cursor)
                .body("items", hasSize(2))
                .body("page", nullValue())
                .body("total", nullValue())
                .body("next_cursor", nullValue());
        get("?sort=-price&cursor=" + cursor).statusCode(400);
        get("?sort=price&min_price=1&cursor=" + cursor).statusCode(400);
        get("?sort=price&cursor=AAAA").statusCode(400);
        get("?sort=price&cursor=%D1%8F").statusCode(400);
    }

    @Test
    void filtersByPriceCategoryAndIds() {
        long kitchen = category("Kitchen", null);
        long kettles = category("Kettles", kitchen);
        long a = product("name", "A", "price", 100, "quantity", 1, "category_id", kettles);
        long b = product("name", "B", "price", 200, "quantity", 1, "category_id", kitchen);
        long c = product("C", 300, 1);
        get("?category=kitchen&sort=price")
                .body("items.id", contains((int) a, (int) b))
                .body("total", is(2));
        get("?category=" + kettles).body("items.id", contains((int) a));
        get("?category=no-such").statusCode(200).body("items", hasSize(0)).body("total", is(0));
        get("?min_price=200&max_price=300&sort=-price").body("items.id", contains((int) c, (int) b));
        get("?ids=" + a + "," + c + ",999&sort=price").body("items.id", contains((int) a, (int) c));
        get("?category=kitchen&min_price=150&q=B").body("items.id", contains((int) b));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=0",
                "page=-1",
                "page=x",
                "page=99999999999",
                "size=0",
                "size=101",
                "size=1e3",
                "sort=colour",
                "sort=price%3Bdrop",
                "min_price=-1",
                "min_price=1.5",
                "max_price=99999999999999999999",
                "ids=1,x",
                "ids=1,,2",
                "ids=",
                "ids",
                "include=some",
                "q=a%00b",
                "min_price=5&max_price=4",
                "page=1&page=2",
                "cursor=x"
            })
    void refusesBadParameters(String query) {
        get("?" + query).statusCode(400).body("errors[0].field", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%25",
                "_",
                "'",
                "\\",
                "\"",
                "'; DROP TABLE product; --",
                "a & | ! <-> b:*",
                "()",
                "и",
                "the",
                "🦊",
                "\u202E"
            })
    void readsSignsOfOtherLanguagesAsText(String text) {
        product("Чайник", 1, 1);
        anyone().queryParam("q", text).get(PRODUCTS).then().statusCode(200).body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "чайник",
                "ЧАЙНИКИ",
                "чайниками",
                "электрические чайники",
                "чай",
                "электрич",
                "чяйник",
                "электричиский",
                "bosch",
                "boshc",
                "kettle",
                "kettles",
                "kitchan",
                "подаррок",
                "KT-2000",
                "kt-2000x",
                "щетка"
            })
    void findsWhatIsMeant(String text) {
        long wanted = product(
                "name",
                "Чайник электрический Bosch",
                "description",
                "Fast kettles for every kitchen, щётка в подарок",
                "price",
                1,
                "quantity",
                1,
                "sku",
                "KT-2000X");
        product("Утюг паровой", 1, 1);
        anyone().queryParam("q", text).get(PRODUCTS).then().statusCode(200).body("items.id", contains((int) wanted));
    }

    @Test
    void ranksNameAboveDescription() {
        long inText = product("name", "Набор", "description", "чайник и чашки", "price", 1, "quantity", 1);
        long inName = product("Чайник", 1, 1);
        product("name", "Сервиз", "description", "без чего-либо", "price", 1, "quantity", 1);
        long later = product("name", "Поднос", "description", "под чайник", "price", 1, "quantity", 1);
        get("?q=чайник").body("items[0].id", is((int) inName)).body("total", is(3));
        get("?q=чайник&sort=created_at").body("items.id", contains((int) inText, (int) inName, (int) later));
    }

    @Test
    void takesLongDescriptions() {
        // Each word another one: the same one over and over would make a small tsvector.
        String text = IntStream.range(0, 8_000)
                .mapToObj(n -> letters(n) + "ость")
                .collect(Collectors.joining(" ", "", " уникальность"));
        assertThat(text.getBytes(UTF_8)).hasSizeGreaterThan(100 * 1024);
        long id = product("name", "Шар", "description", text, "price", 1, "quantity", 1);
        get("?q=уникальность").body("items.id", contains((int) id)).body("items[0].description", equalTo(text));
        get("?q=" + letters(7_999) + "ость").body("items.id", contains((int) id));
        get("?q=" + letters(0) + "ость").body("items.id", contains((int) id));
    }

    /** Another word for each number. */
    private static String letters(int number) {
        return Integer.toString(100_000 + number)
                .chars()
                .mapToObj(digit -> String.valueOf("бвгджзклмн".charAt(digit - '0')))
                .collect(Collectors.joining());
    }

    private static ValidatableResponse get(String query) {
        return anyone().urlEncodingEnabled(false).get(PRODUCTS + encoded(query)).then();
    }

    private static String encoded(String query) {
        StringBuilder out = new StringBuilder();
        query.codePoints()
                .forEach(c -> out.append(
                        c < 128
                                ? Character.toString(c)
                                : java.net.URLEncoder.encode(
                                        Character.toString(c), java.nio.charset.StandardCharsets.UTF_8)));
        return out.toString();
    }

    private static JsonPath items(String query) {
        return get(query).statusCode(200).extract().jsonPath();
    }

    private static List<Integer> walk(String query) {
        List<Integer> ids = new ArrayList<>();
        JsonPath page = items(query);
        ids.addAll(page.getList("items.id"));
        while (page.getString("next_cursor") != null) {
            page = items(query + "&cursor=" + page.getString("next_cursor"));
            ids.addAll(page.getList("items.id"));
        }
        return ids;
    }
}
