package io.vitrina.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.kit.problem.ProblemException;
import jakarta.inject.Inject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoginTimeTest extends AuthTest {

    private static final int SAMPLES = 2_000;
    private static final int ATTEMPTS = 3;
    private static final Device DEVICE = new Device(null, null);

    @Inject
    LoginService logins;

    /** The hash here costs a hundredth of the real one, so that a difference of other steps would show. */
    @Test
    void unknownLoginTakesAsLongAsAWrongPassword() {
        register(1);
        double difference = 1;
        // On a busy machine medians wander by themselves; a real difference is there every time.
        for (int i = 0; i < ATTEMPTS && difference > 0.05; i++) {
            difference = measure();
        }
        assertThat(difference).as("difference of the medians").isLessThanOrEqualTo(0.05);
    }

    private double measure() {
        long[] known = new long[SAMPLES];
        long[] unknown = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            if (i % 4 == 0) {
                sql.update("DELETE FROM login_throttle");
            }
            // By turns, so that neither is always the first.
            if (i % 2 == 0) {
                known[i] = time("anna1@example.com");
                unknown[i] = time("nobody@example.com");
            } else {
                unknown[i] = time("nobody@example.com");
                known[i] = time("anna1@example.com");
            }
        }
        double a = median(known);
        double b = median(unknown);
        return Math.abs(a - b) / Math.max(a, b);
    }

    private long time(String login) {
        LoginRequest request = new LoginRequest(login, "Wrong$Pass1x", null);
        long start = System.nanoTime();
        assertThatThrownBy(() -> logins.login(request, DEVICE)).isInstanceOf(ProblemException.class);
        return System.nanoTime() - start;
    }

    private static double median(long[] samples) {
        long[] sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
