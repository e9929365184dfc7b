package io.vitrina.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.testing.AuthTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UserListTest extends AuthTest {
    @Test
    void onlyAdminsListAndDelete() {
        String token = login(register(1)).access();
        as(token).get(USERS).then().statusCode(403);
        as(token).delete(USERS + "/1").then().statusCode(403);
    }

    @Test
    void listIsPagedAndContinued() {
        String token = login(admin(1)).access();
        for (int i = 2; i <= 5; i++) {
            register(i);
        }
        String cursor = as(token)
                .get(USERS + "?size=2&sort=-id")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(5, 4)))
                .body("page", equalTo(1))
                .body("size", equalTo(2))
                .body("total", equalTo(5))
                .body("pages", equalTo(3))
                .extract()
                .path("next_cursor");
        String last = as(token)
                .get(USERS + "?size=2&sort=-id&cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(3, 2)))
                .body("page", nullValue())
                .body("total", nullValue())
                .body("next_cursor", notNullValue())
                .extract()
                .path("next_cursor");
        as(token)
                .get(USERS + "?size=2&sort=-id&cursor=" + last)
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(1)))
                .body("next_cursor", nullValue());
        as(token).get(USERS + "?size=2&sort=id&cursor=" + cursor).then().statusCode(400);
        as(token).get(USERS + "?size=2&page=3").then().statusCode(200).body("items.id", equalTo(List.of(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "-id", "created_at", "-created_at", "full_name", "-full_name"})
    void everyOrderCanBeContinued(String sort) {
        String token = login(admin(1)).access();
        register(2);
        register(3);
        List<Object> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            var page = as(token)
                    .get(USERS + "?size=1&sort=" + sort + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            String next = page.getString("next_cursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
        assertThat(seen).containsExactlyInAnyOrder(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort=email", "role=boss", "status=x", "page=0", "size=101", "size=x", "cursor=x", "q=%00"})
    void badParameterIsNamed(String query) {
        as(login(admin(1)).access())
                .urlEncodingEnabled(false)
                .get(USERS + "?" + query)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo(query.split("=")[0]));
    }

    @Test
    void listIsSearchedByNameMailAndPhone() {
        String token = login(admin(1)).access();
        Map<String, Object> person = person(2);
        person.put("full_name", "Лев Толстой 100%");
        json(person).post(AUTH + "/register").then().statusCode(201);
        for (String q : List.of("толстой", "ANNA2@", "0000002", "100%")) {
            as(token).queryParam("q", q).get(USERS).then().statusCode(200).body("items.id", equalTo(List.of(2)));
        }
        as(token).queryParam("q", "100_").get(USERS).then().statusCode(200).body("items", hasSize(0));
        as(token).get(USERS + "?role=admin").then().body("items.id", equalTo(List.of(1)));
        as(token).get(USERS + "?status=unverified").then().body("total", equalTo(2));
        as(token).get(USERS + "?status=verified").then().body("total", equalTo(0));
    }
}
