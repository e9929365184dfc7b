package io.vitrina.auth.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.testing.AuthTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AuditResourceTest extends AuthTest {

    @Test
    void adminReadsEveryDecisionNewestFirst() {
        Account user = register(1);
        tryLogin(user.email(), OTHER_PASSWORD).statusCode(401);
        Tokens tokens = login(user);
        refresh(tokens.refresh());
        String admin = login(admin(2)).access();
        as(admin)
                .get(USERS + "/1/audit")
                .then()
                .statusCode(200)
                .body("items.kind", equalTo(List.of("refreshed", "login_succeeded", "login_failed", "registered")))
                .body("items[0].actor_id", equalTo(1))
                .body("items[0].session_id", equalTo(tokens.session()))
                .body("items[0].network", equalTo("127.0.0.0/24"))
                .body("total", equalTo(4));
        String cursor = as(admin)
                .get(USERS + "/1/audit?size=3")
                .then()
                .statusCode(200)
                .body("items", hasSize(3))
                .body("next_cursor", notNullValue())
                .extract()
                .path("next_cursor");
        as(admin)
                .get(USERS + "/1/audit?size=3&cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("items.kind", equalTo(List.of("registered")));
        as(admin).get(USERS + "/2/audit?cursor=" + cursor).then().statusCode(400);
    }

    @Test
    void whoIsGoneLeavesDecisionsButNoName() {
        Account user = register(1);
        String admin = login(admin(2)).access();
        as(admin).delete(USERS + "/1").then().statusCode(204);
        as(admin)
                .get(USERS + "/1/audit")
                .then()
                .statusCode(200)
                .body("items[0].kind", equalTo("user_deleted"))
                .body("items[0].actor_id", equalTo(2));
        assertThat(sql.list("SELECT t::text FROM audit_event t", row -> row.getString(1)))
                .noneMatch(row -> row.contains(user.email()) || row.contains(user.phone()));
        as(admin).get(USERS + "/999/audit").then().statusCode(404);
    }

    @Test
    void logIsForAdminsOnly() {
        given().get(USERS + "/1/audit").then().statusCode(401);
        as(login(register(1)).access()).get(USERS + "/1/audit").then().statusCode(403);
    }

    @Test
    void nothingIsChangedOrTakenOut() {
        register(1);
        assertThatThrownBy(() -> sql.update("UPDATE audit_event SET kind = 'x'"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> sql.update("DELETE FROM audit_event")).hasMessageContaining("append-only");
        assertThat(audit(1)).containsExactly("registered");
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.77,203.0.113.0/24", "2001:db8:1:2::3,2001:db8:1:0:0:0:0:0/48", "somewhere,"})
    void addressIsKeptAsANetwork(String address, String network) {
        assertThat(Networks.network(address)).isEqualTo(network);
    }
}
