package io.vitrina.auth.throttle;

import io.vitrina.auth.password.PasswordHasher;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Checks a password for an account, never more often than the throttle admits, and never within a transaction. */
@ApplicationScoped
public class PasswordCheck {

    private static final Duration STEP = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LoginThrottle throttle;
    private final PasswordHasher hasher;

    PasswordCheck(LoginThrottle throttle, PasswordHasher hasher) {
        this.throttle = throttle;
        this.hasher = hasher;
    }

    /**
     * Whether the password made the hash. The caller reports the outcome to the throttle with its own decision.
     *
     * @param key of the account, or of the login that nobody has
     */
    public boolean matches(byte[] key, String password, String hash) {
        waitForAdmission(key);
        try {
            return hasher.matches(password, hash);
        } catch (RuntimeException e) {
            throttle.released(key);
            throw e;
        }
    }

    private void waitForAdmission(byte[] key) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (throttle.admit(key) == LoginThrottle.Admission.BUSY) {
            if (System.nanoTime() > deadline) {
                throw ProblemException.unavailable("too many logins of this account at once", Duration.ofSeconds(1));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("the service is going down", Duration.ofSeconds(1));
        }
    }
}
