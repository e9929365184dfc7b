package io.vitrina.auth.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.qute.Engine;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.auth.testing.Parallel;
import io.vitrina.auth.testing.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MailRelayTest extends AuthTest {

    @Inject
    Scheduler scheduler;

    @Inject
    Outbox outbox;

    @Inject
    @All
    List<Composer> composers;

    @Inject
    MailSender sender;

    @Inject
    ReactiveMailer mailer;

    @Inject
    Engine templates;

    @Inject
    AuthConfig config;

    private final Set<String> dead = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void standStill() {
        scheduler.pause();
    }

    @AfterEach
    void goOn() {
        scheduler.resume();
    }

    /** A mail server that takes no letter to the dead addresses. */
    private MailRelay relay() {
        MailSender picky = new MailSender(mailer, templates, config) {
            @Override
            void send(String recipient, String language, Letter letter) {
                if (dead.contains(recipient) || dead.contains("*")) {
                    throw new IllegalStateException("421 not now");
                }
                sender.send(recipient, language, letter);
            }
        };
        return new MailRelay(outbox, composers, picky, new SimpleMeterRegistry());
    }

    @Test
    void mailServerAwayForAnHourChangesNoAnswerAndLosesNoLetter() {
        dead.add("*");
        MailRelay relay = relay();
        for (int i = 1; i <= 5; i++) {
            register(i);
        }
        for (int minute = 0; minute < 60; minute++) {
            relay.run();
            TestClock.move(Duration.ofMinutes(1));
        }
        json(Map.of("email", "anna1@example.com"))
                .post(AUTH + "/password/forgot")
                .then()
                .statusCode(202);
        dead.clear();
        relay.run();
        TestClock.move(Duration.ofSeconds(37));
        relay.run();
        for (int i = 1; i <= 5; i++) {
            assertThat(letters("anna" + i + "@example.com").stream()
                            .filter(mail -> mail.getText().contains("код")))
                    .as("letters to " + i)
                    .hasSize(1);
        }
        assertThat(letters("anna1@example.com")).hasSize(2);
        // The code counts from the letter, not from the registration an hour ago.
        json(Map.of("email", "anna2@example.com", "code", code("anna2@example.com")))
                .post(AUTH + "/verify")
                .then()
                .statusCode(200);
    }

    @Test
    void oneBadAddressHoldsNobodyUp() {
        dead.add("anna1@example.com");
        register(1);
        register(2);
        MailRelay relay = relay();
        for (int i = 0; i < 12; i++) {
            relay.run();
            TestClock.move(Duration.ofMinutes(1));
        }
        assertThat(letters("anna2@example.com")).hasSize(1);
        assertThat(count("SELECT attempts FROM mail_outbox WHERE recipient = 'anna1@example.com'"))
                .isGreaterThan(10);
    }

    @Test
    void letterIsGivenUpAfterADay() {
        dead.add("anna1@example.com");
        register(1);
        MailRelay relay = relay();
        TestClock.move(Duration.ofHours(23));
        relay.run();
        assertThat(count("SELECT count(*) FROM mail_outbox WHERE failed_at IS NOT NULL"))
                .isZero();
        TestClock.move(Duration.ofHours(2));
        relay.run();
        assertThat(count("SELECT count(*) FROM mail_outbox WHERE failed_at IS NOT NULL"))
                .isEqualTo(1);
        relay.run();
        assertThat(count("SELECT attempts FROM mail_outbox")).isEqualTo(2);
    }

    @Test
    void letterOfARelayThatDiedIsTakenOver() {
        register(1);
        assertThat(outbox.take(10)).hasSize(1);
        assertThat(outbox.take(10)).isEmpty();
        TestClock.move(Duration.ofSeconds(61));
        relay().run();
        assertThat(letters("anna1@example.com")).hasSize(1);
    }

    @Test
    void manyRelaysSendEachLetterOnce() {
        for (int i = 1; i <= 30; i++) {
            register(i);
        }
        Parallel.run(4, i -> {
            relay().run();
            return i;
        });
        for (int i = 1; i <= 30; i++) {
            assertThat(letters("anna" + i + "@example.com")).hasSize(1);
        }
        assertThat(count("SELECT count(*) FROM mail_outbox WHERE sent_at IS NULL OR recipient <> ''"))
                .isZero();
    }

    @Test
    void supersededCodeIsNotSent() {
        register(1);
        TestClock.move(Duration.ofSeconds(61));
        json(Map.of("email", "anna1@example.com"))
                .post(AUTH + "/verify/resend")
                .then()
                .statusCode(202);
        // The request is looked at first: the letter of the registration, tried later, has nothing to say any more.
        sql.update("UPDATE mail_outbox SET next_attempt_at = next_attempt_at + interval '110 seconds'"
                + " WHERE kind = 'registration_code'");
        sql.update("UPDATE mail_outbox SET next_attempt_at = next_attempt_at - interval '1 hour'"
                + " WHERE kind = 'resend_request'");
        relay().run();
        TestClock.move(Duration.ofSeconds(61));
        relay().run();
        assertThat(letters("anna1@example.com")).hasSize(1);
    }

    @Test
    void nothingSecretWaitsInTheOutbox() {
        register(1);
        relay().run();
        String code = code("anna1@example.com");
        register(2);
        assertThat(sql.list("SELECT t::text FROM mail_outbox t", row -> row.getString(1)))
                .hasSize(2)
                .noneMatch(row -> row.contains(code));
        assertThat(sql.list("SELECT t::text FROM verification_code t", row -> row.getString(1)))
                .noneMatch(row -> row.contains(code));
    }
}
