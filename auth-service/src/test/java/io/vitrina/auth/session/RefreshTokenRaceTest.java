package io.vitrina.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.key.SigningKeys;
import io.vitrina.auth.mail.Outbox;
import io.vitrina.auth.revocation.RevocationLog;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.auth.testing.Parallel;
import io.vitrina.auth.testing.TestClock;
import io.vitrina.auth.token.RefreshToken;
import io.vitrina.auth.token.RefreshTokens;
import io.vitrina.auth.user.UserRepository;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Refresh under races and faults, on two instances of the service that share nothing but the database: the container's
 * own, and one built by hand with rows, endings and keys of its own.
 */
@QuarkusTest
class RefreshTokenRaceTest extends AuthTest {

    private static final Device DEVICE = new Device("test", "127.0.0.1");

    @Inject
    RefreshService service;

    @Inject
    RefreshTokens tokens;

    @Inject
    SigningKeys keys;

    @Inject
    UserRepository users;

    @Inject
    RevocationLog revocations;

    @Inject
    AuditLog audit;

    @Inject
    Outbox outbox;

    @Inject
    AuthConfig config;

    @Inject
    Clock clock;

    private String sign(Grant grant) {
        return tokens.write(
                grant.session().token(), keys.signing(grant.session().kid()).orElseThrow());
    }

    private Optional<String> refreshHere(String token) {
        return service.refresh(tokens.read(token).orElseThrow(), DEVICE).map(this::sign);
    }

    private RefreshService otherInstance() {
        Sessions sessions = new Sessions(sql);
        SessionEndings endings = new SessionEndings(sessions, revocations, audit, clock);
        return new RefreshService(
                new Rotation(sql, audit),
                new SpentTokens(sessions, endings, users, audit, outbox, config),
                endings,
                keys,
                config,
                clock);
    }

    private Optional<String> refreshOn(RefreshService other, String token) {
        RefreshToken read = tokens.read(token).orElseThrow();
        return QuarkusTransaction.requiringNew()
                .call(() -> other.refresh(read, DEVICE))
                .map(this::sign);
    }

    @Test
    void fiftyParallelRefreshesGetOneSuccessorInEachOf200Rounds() {
        RefreshService other = otherInstance();
        String token = login(register(1)).refresh();
        for (int round = 1; round <= 200; round++) {
            String spent = token;
            List<Optional<String>> successors =
                    Parallel.run(50, i -> i % 2 == 0 ? refreshHere(spent) : refreshOn(other, spent));
            assertThat(successors).as("round " + round).doesNotContain(Optional.empty());
            assertThat(successors.stream().distinct()).as("round " + round).hasSize(1);
            token = successors.getFirst().orElseThrow();
            assertThat(count("SELECT counter FROM session")).isEqualTo(round);
        }
        assertThat(count("SELECT count(*) FROM session WHERE ended_at IS NOT NULL"))
                .isZero();
    }

    @Test
    void thousandLostRepliesAreGivenAgain() {
        String token = login(register(1)).refresh();
        for (int i = 0; i < 1_000; i++) {
            String lost = refreshHere(token).orElseThrow();
            TestClock.move(Duration.ofSeconds(29));
            assertThat(refreshHere(token)).contains(lost);
            token = lost;
        }
    }

    @Test
    void thousandReplaysAreRefusedAndOnlyTheFirstIsTold() {
        Account account = register(1);
        String stolen = login(account).refresh();
        String newest = refreshHere(refreshHere(stolen).orElseThrow()).orElseThrow();
        for (int i = 0; i < 1_000; i++) {
            assertThat(refreshHere(stolen)).isEmpty();
        }
        assertThat(refreshHere(newest)).isEmpty();
        assertThat(audit(account.id()).stream().filter("refresh_reused"::equals))
                .hasSize(1);
        assertThat(count("SELECT count(*) FROM mail_outbox WHERE kind = 'session_reuse'"))
                .isEqualTo(1);
    }

    @Test
    void rotationsWithinOneSecondAreToldApart() {
        String first = login(register(1)).refresh();
        TestClock.stopAt(Instant.now());
        List<String> chain = new ArrayList<>(List.of(first));
        for (int i = 0; i < 5; i++) {
            chain.add(refreshHere(chain.getLast()).orElseThrow());
        }
        assertThat(chain).doesNotHaveDuplicates();
        for (int i = 0; i < 4; i++) {
            assertThat(refreshHere(chain.get(i))).as("token " + i).isEmpty();
        }
        assertThat(refreshHere(chain.getLast())).isEmpty();
    }

    @Test
    void rotationThatWasRolledBackLeavesTheTokenGood() {
        String token = login(register(1)).refresh();
        for (int i = 0; i < 500; i++) {
            RefreshToken read = tokens.read(token).orElseThrow();
            QuarkusTransaction.begin();
            assertThat(service.refresh(read, DEVICE)).isPresent();
            QuarkusTransaction.rollback();
        }
        assertThat(count("SELECT counter FROM session")).isZero();
        assertThat(refreshHere(token)).isPresent();
    }

    @Test
    void nothingWorksAfterLogoutHoweverItRacesARefresh() {
        Account account = register(1);
        for (int i = 0; i < 1_000; i++) {
            Grant grant = sessionOf(account);
            RefreshToken token = grant.session().token();
            List<Optional<Grant>> pair = Parallel.run(2, n -> {
                if (n == 0) {
                    return service.refresh(token, DEVICE);
                }
                service.logout(token);
                return Optional.<Grant>empty();
            });
            assertThat(service.refresh(token, DEVICE)).isEmpty();
            pair.getFirst()
                    .ifPresent(won -> assertThat(service.refresh(won.session().token(), DEVICE))
                            .isEmpty());
        }
    }

    @Inject
    SessionService sessions;

    private Grant sessionOf(Account account) {
        String hash = sql.first(
                        "SELECT password_hash FROM user_account WHERE id = ?", row -> row.getString(1), account.id())
                .orElseThrow();
        return sessions.open(account.id(), hash, false, DEVICE).orElseThrow();
    }

    @Test
    void endSurvivesWhateverForgetsItsMemory() {
        String token = login(register(1)).refresh();
        service.logout(tokens.read(token).orElseThrow());
        assertThat(refreshOn(otherInstance(), token)).isEmpty();
    }

    @Test
    void tokenOfARestoredDatabaseEndsNothing() {
        String old = login(register(1)).refresh();
        String newer = refreshHere(old).orElseThrow();
        sql.update("UPDATE session SET counter = 0");
        assertThat(refreshHere(newer)).isEmpty();
        assertThat(refreshHere(old)).isPresent();
    }
}
