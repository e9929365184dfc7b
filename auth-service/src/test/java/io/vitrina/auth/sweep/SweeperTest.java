package io.vitrina.auth.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.auth.testing.Parallel;
import io.vitrina.auth.testing.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SweeperTest extends AuthTest {

    @Inject
    Sweeper sweeper;

    @Inject
    SweepService service;

    @Test
    void whatIsOverGoesAndWhatLivesStays() {
        Account account = register(1);
        Tokens ended = login(account);
        as(ended.access()).delete(AUTH + "/sessions").then().statusCode(204);
        json(Map.of("email", account.email()))
                .post(AUTH + "/password/forgot")
                .then()
                .statusCode(202);
        tryLogin("nobody@example.com", PASSWORD).statusCode(401);
        resetToken(account.email());
        awaitOutbox();
        TestClock.move(Duration.ofHours(26));
        Account young = register(2);
        login(young);
        code(young.email());
        awaitOutbox();
        sweeper.run();
        assertThat(count("SELECT count(*) FROM session")).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM revocation")).isZero();
        assertThat(count("SELECT count(*) FROM verification_code")).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM password_reset")).isZero();
        assertThat(count("SELECT count(*) FROM mail_outbox")).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM login_throttle")).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM audit_event")).isGreaterThan(4);
        assertThat(count("SELECT count(*) FROM user_account")).isEqualTo(2);
    }

    @Test
    void manySweepersShareTheWork() {
        sql.update("INSERT INTO revocation (user_id, not_before, expires_at)"
                + " SELECT n, now(), now() - interval '1 hour' FROM generate_series(1, 5000) n");
        sql.update(
                "INSERT INTO revocation (user_id, not_before, expires_at) VALUES (1, now(), now() + interval '1 hour')");
        Parallel.run(4, i -> {
            sweeper.run();
            return i;
        });
        sweeper.run();
        assertThat(count("SELECT count(*) FROM revocation")).isEqualTo(1);
    }

    @Test
    void auditEventsGoAfterTheirTimeOnly() {
        sql.update("INSERT INTO audit_event (at, kind, user_id) VALUES (now() - interval '401 days', 'verified', 1),"
                + " (now() - interval '399 days', 'verified', 1)");
        assertThat(service.sweep(Leftover.AUDIT_EVENTS)).isEqualTo(1);
        assertThat(service.sweep(Leftover.AUDIT_EVENTS)).isZero();
    }
}
