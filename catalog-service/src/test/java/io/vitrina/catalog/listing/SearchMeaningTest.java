package io.vitrina.catalog.listing;

import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vitrina.kit.page.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words of a search stand for, while the words of the shop change. */
@QuarkusTest
class SearchMeaningTest {

    @ParameterizedTest
    @ValueSource(strings = {"relevance", "price", "-name"})
    void walksOnAsItBeganWhenATypoBecomesAWord(String sort) {
        List<Long> standing = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            standing.add(product("Кастрюля " + i, i, 1));
        }
        List<Long> seen = new ArrayList<>();
        JsonPath page = search("кострюля", sort, null).statusCode(200).extract().jsonPath();
        product("Кострюля", 100, 1);
        while (true) {
            seen.addAll(page.getList("items.id", Long.class));
            String cursor = page.getString("next_cursor");
            if (cursor == null) {
                break;
            }
            page = search("кострюля", sort, cursor).statusCode(200).extract().jsonPath();
        }
        assertThat(seen).containsAll(standing).doesNotHaveDuplicates();
    }

    /** Whoever knows how digests are made can make a cursor; it is a bad one, not a fault of ours. */
    @ParameterizedTest
    @ValueSource(strings = {"'a' & & (", "'a", "))", "'a' | \\", "a:Z", "\u0000"})
    void refusesCursorsWithAQueryThatIsNone(String query) {
        ProductFilter filter = filter("price");
        for (List<String> keys :
                List.of(List.of("1", "1", query), List.of("1", query), List.of("1", "1", "'a'", query))) {
            search("чашка", "price", Cursor.encode(filter.binding(), keys))
                    .statusCode(400)
                    .body("errors[0].field", equalTo("cursor"));
        }
    }

    @Test
    void refusesCursorsWhoseQueryWasEdited() {
        for (int i = 0; i < 3; i++) {
            product("Чашка " + i, i, 1);
        }
        String cursor = search("чашка", "price", null).extract().path("next_cursor");
        assertThat(cursor).hasSizeLessThan(300);
        search("чашка", "price", cursor).statusCode(200).body("items", hasSize(1));
        search("чашка", "price", cursor.substring(0, cursor.length() - 4)).statusCode(400);
        search("чашки", "price", cursor).statusCode(400);
    }

    @Test
    void goesOnFromCursorsWithoutAQuery() {
        long first = product("Чашка", 1, 1);
        long second = product("Чашка", 2, 1);
        String cursor = Cursor.encode(filter("price").binding(), List.of("1", Long.toString(first)));
        search("чашка", "price", cursor).statusCode(200).body("items.id", contains((int) second));
        String known = Place.cursor(filter("price"), List.of("1", "1"), "'a'".repeat(Place.MAX_QUERY));
        assertThat(Place.of(filter("price"), known)).isEqualTo(new Place(List.of("1", "1"), null));
    }

    @Test
    void correctsAWordThatNoProductHasAnyMore() {
        long pot = product("Кастрюля", 1, 1);
        long renamed = product("Кострюля", 1, 1);
        long deleted = product("Кострюля", 1, 1);
        long hidden = product("Кострюля", 1, 1);
        search("кострюля", "price", null).body("items.id", contains((int) renamed, (int) deleted));
        admin().contentType(ContentType.JSON)
                .body("{\"name\":\"Ложка\"}")
                .patch(PRODUCTS + "/" + renamed)
                .then()
                .statusCode(200);
        admin().delete(PRODUCTS + "/" + deleted).then().statusCode(204);
        admin().post(PRODUCTS + "/" + hidden + "/deactivate").then().statusCode(200);
        search("кострюля", "price", null).body("items.id", contains((int) pot));
        search("кострюля белая", "price", null).body("items", hasSize(0));
        product("Кастрюля белая", 3, 1);
        search("кострюля белая", "price", null).body("items", hasSize(1));
    }

    /** Unfinished words are known by what they may become. */
    @Test
    void correctsAnUnfinishedWordThatNoProductHasAnyMore() {
        long bosch = product("Bosch", 1, 1);
        long typo = product("Boshcer", 1, 1);
        search("boshc", "price", null).body("items.id", contains((int) typo));
        admin().delete(PRODUCTS + "/" + typo).then().statusCode(204);
        search("boshc", "price", null).body("items.id", contains((int) bosch));
    }

    private static ProductFilter filter(String sort) {
        return new ProductFilter("чашка", null, null, null, List.of(), false, ProductSort.of(sort, true));
    }

    private static ValidatableResponse search(String text, String sort, String cursor) {
        var request = anyone().queryParam("q", text).queryParam("sort", sort).queryParam("size", 2);
        return (cursor == null ? request : request.queryParam("cursor", cursor))
                .get(PRODUCTS)
                .then();
    }
}
