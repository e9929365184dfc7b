package io.vitrina.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.auth.testing.Parallel;
import io.vitrina.auth.testing.TestClock;
import io.vitrina.auth.throttle.LoginThrottle;
import io.vitrina.auth.user.UserPatch;
import io.vitrina.auth.user.UserService;
import io.vitrina.kit.json.Change;
import io.vitrina.kit.problem.ProblemException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountRaceTest extends AuthTest {

    @Inject
    UserService users;

    @Inject
    LoginThrottle throttle;

    @Test
    void hundredSpellingsOfOneAddressMakeOneAccount() {
        List<Integer> statuses = Parallel.run(100, i -> {
            Map<String, Object> person = person(i);
            person.put("email", i % 2 == 0 ? "ANNA@Example.COM" : "anna@exAMPLE.com");
            return json(person).post(AUTH + "/register").statusCode();
        });
        assertThat(statuses).isSubsetOf(201, 409, 503).containsOnlyOnce(201);
        assertThat(count("SELECT count(*) FROM user_account")).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM verification_code")).isEqualTo(1);
    }

    @Test
    void hundredAccountsOfOnePhoneMakeOne() {
        List<Integer> statuses = Parallel.run(100, i -> {
            Map<String, Object> person = person(i);
            person.put("phone", "+79991234567");
            return json(person).post(AUTH + "/register").statusCode();
        });
        assertThat(statuses).isSubsetOf(201, 409, 503).containsOnlyOnce(201);
        assertThat(count("SELECT count(*) FROM user_account")).isEqualTo(1);
    }

    @Test
    void fiftyRightCodesAtOnceSucceedOnce() {
        register(1);
        String code = code("anna1@example.com");
        List<Integer> statuses = Parallel.run(
                50,
                i -> json(Map.of("email", "anna1@example.com", "code", code))
                        .post(AUTH + "/verify")
                        .statusCode());
        assertThat(statuses).isSubsetOf(200, 422).containsOnlyOnce(200);
    }

    @Test
    void fiftyUsesOfALinkAtOnceSucceedOnce() {
        register(1);
        json(Map.of("email", "anna1@example.com"))
                .post(AUTH + "/password/forgot")
                .then()
                .statusCode(202);
        String token = resetToken("anna1@example.com");
        List<Integer> statuses = Parallel.run(
                50,
                i -> json(Map.of(
                                "token", token, "new_password", OTHER_PASSWORD, "new_password_confirm", OTHER_PASSWORD))
                        .post(AUTH + "/password/reset")
                        .statusCode());
        assertThat(statuses).isSubsetOf(204, 422, 503).containsOnlyOnce(204);
    }

    @Test
    void twoHundredParallelGuessesReachTheHashFiveTimes() {
        Account account = register(1);
        List<Integer> statuses = Parallel.run(
                200,
                i -> json(Map.of("login", i % 2 == 0 ? account.email() : account.phone(), "password", "Wrong$Pass" + i))
                        .post(AUTH + "/login")
                        .statusCode());
        assertThat(statuses).isSubsetOf(401, 429, 503);
        long guessed = statuses.stream().filter(status -> status == 401).count();
        assertThat(guessed).isBetween(1L, 5L);
        // On a busy machine most of a crowd is told to come back later (503): what is left of the five is still theirs.
        for (; guessed < 5; guessed++) {
            tryLogin(account.email(), OTHER_PASSWORD).statusCode(401);
        }
        assertThat(audit(account.id()).stream().filter("login_failed"::equals)).hasSize(5);
        tryLogin(account.email(), PASSWORD).statusCode(429);
    }

    @Test
    void fiveFailuresCloseTheAccountHoweverItIsNamed() {
        register(1);
        for (int i = 0; i < 5; i++) {
            tryLogin(i % 2 == 0 ? "anna1@example.com" : "+79990000001", OTHER_PASSWORD)
                    .statusCode(401);
        }
        tryLogin("+79990000001", PASSWORD).statusCode(429).header("Retry-After", Integer::parseInt, greaterThan(30));
        TestClock.move(Duration.ofSeconds(61));
        login("anna1@example.com", PASSWORD);
    }

    @Test
    void unknownLoginsAreThrottledAlike() {
        for (int i = 0; i < 5; i++) {
            tryLogin("nobody@example.com", PASSWORD).statusCode(401);
        }
        tryLogin("NOBODY@example.com", PASSWORD).statusCode(429);
        tryLogin("other@example.com", PASSWORD).statusCode(401);
    }

    @Test
    void twentyRightLoginsAtOnceAllSucceed() {
        Account account = register(1);
        List<Integer> statuses = Parallel.run(
                20,
                i -> json(Map.of("login", account.email(), "password", PASSWORD))
                        .post(AUTH + "/login")
                        .statusCode());
        assertThat(statuses).containsOnly(200);
    }

    @Test
    void eachFurtherFailureClosesTwiceAsLongUpToAnHour() {
        byte[] key = throttle.keyOf("somebody");
        for (int i = 0; i < 4; i++) {
            throttle.admit(key);
            throttle.failed(key);
        }
        for (long minutes : new long[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            assertThat(throttle.admit(key)).isEqualTo(LoginThrottle.Admission.ADMITTED);
            throttle.failed(key);
            assertThat(retryAfter(key)).isBetween(minutes * 60 - 5, minutes * 60);
            TestClock.move(Duration.ofMinutes(minutes).plusSeconds(1));
        }
    }

    private long retryAfter(byte[] key) {
        try {
            throttle.admit(key);
            throw new AssertionError("admitted");
        } catch (ProblemException e) {
            return Long.parseLong(e.headers().get("Retry-After"));
        }
    }

    @Test
    void failuresAreForgottenAfter15Minutes() {
        byte[] key = throttle.keyOf("somebody");
        for (int i = 0; i < 4; i++) {
            throttle.admit(key);
            throttle.failed(key);
        }
        TestClock.move(Duration.ofMinutes(15).plusSeconds(1));
        for (int i = 0; i < 4; i++) {
            assertThat(throttle.admit(key)).isEqualTo(LoginThrottle.Admission.ADMITTED);
            throttle.failed(key);
        }
        assertThat(throttle.admit(key)).isEqualTo(LoginThrottle.Admission.ADMITTED);
    }

    @Test
    void triesThatNeverReportedBackAreGivenUp() {
        byte[] key = throttle.keyOf("somebody");
        for (int i = 0; i < 5; i++) {
            throttle.admit(key);
        }
        assertThat(throttle.admit(key)).isEqualTo(LoginThrottle.Admission.BUSY);
        TestClock.move(Duration.ofSeconds(31));
        assertThat(throttle.admit(key)).isEqualTo(LoginThrottle.Admission.ADMITTED);
    }

    @Test
    void twoAdminsWhoUnmakeEachOtherLeaveOne() {
        Account one = admin(1);
        Account other = admin(2);
        for (int round = 0; round < 50; round++) {
            sql.update("UPDATE user_account SET admin = true, disabled = false");
            int way = round % 3;
            Parallel.run(2, i -> unmake(i == 0 ? one : other, i == 0 ? other : one, way));
            assertThat(count("SELECT count(*) FROM user_account WHERE admin AND NOT disabled"))
                    .as("round " + round)
                    .isEqualTo(1);
        }
    }

    private boolean unmake(Account actor, Account victim, int way) {
        Change<List<String>> roles = way == 0 ? Change.to(List.of("user")) : Change.absent();
        Change<Boolean> disabled = way == 0 ? Change.absent() : Change.to(true);
        UserPatch patch =
                new UserPatch(Change.absent(), Change.absent(), Change.absent(), Change.absent(), roles, disabled);
        try {
            users.patch(victim.id(), patch, new UserService.Actor(actor.id(), true), user -> true, "ru");
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    @Test
    void twoAdminsWhoDeleteEachOtherLeaveOne() {
        String one = login(admin(1)).access();
        String other = login(admin(2)).access();
        List<Integer> statuses = Parallel.run(
                2,
                i -> as(i == 0 ? one : other)
                        .contentType(ContentType.JSON)
                        .delete(USERS + "/" + (i == 0 ? 2 : 1))
                        .statusCode());
        assertThat(statuses).containsOnlyOnce(204);
        assertThat(count("SELECT count(*) FROM user_account WHERE admin")).isEqualTo(1);
    }
}
