package io.vitrina.auth.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.auth.testing.Parallel;
import io.vitrina.auth.testing.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody who guesses codes as fast as the service answers, and has new ones sent whenever that helps. */
@QuarkusTest
class CodeGuessingTest extends AuthTest {

    private static final String EMAIL = "anna1@example.com";
    private static final int ROUNDS = 20;
    private static final int GUESSERS = 50;
    private static final int GUESSES_EACH = 10;
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(170);
    private static final int TRIES_OF_A_CODE = 5;
    private static final int CODES_OF_AN_HOUR = 5;

    @Inject
    VerificationService service;

    @Test
    void ofTenThousandGuessesInAnHourTwentyFiveAreLookedAtAndNoneIsTaken() {
        register(1);
        long lookedAt = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int right = Integer.parseInt(code(EMAIL));
            long before = triesLeft();
            List<Long> taken = Parallel.run(GUESSERS, guesser -> takenBy(guesser, right));
            assertThat(taken).as("taken of round " + round).containsOnly(0L);
            lookedAt += before - triesLeft();
            TestClock.move(BETWEEN_ROUNDS);
            service.resend(EMAIL, "en");
            awaitOutbox();
        }
        assertThat(letters(EMAIL)).hasSize(CODES_OF_AN_HOUR);
        assertThat(lookedAt).isEqualTo(TRIES_OF_A_CODE * CODES_OF_AN_HOUR);
        assertThat(service.verify(EMAIL, code(EMAIL)))
                .as("the right code, guessed at too often")
                .isEmpty();
        assertThat(count("SELECT count(*) FROM user_account WHERE verified_at IS NOT NULL"))
                .isZero();
    }

    /** How many of the guesser's codes, each of them wrong, the service takes. */
    private long takenBy(int guesser, int right) {
        long taken = 0;
        for (int i = 1; i <= GUESSES_EACH; i++) {
            String guess = "%06d".formatted((right + guesser * GUESSES_EACH + i) % 1_000_000);
            taken += service.verify(EMAIL, guess).isPresent() ? 1 : 0;
        }
        return taken;
    }

    private long triesLeft() {
        return count("SELECT tries_left FROM verification_code");
    }
}
