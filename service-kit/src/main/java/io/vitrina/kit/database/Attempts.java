package io.vitrina.kit.database;

import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Makes a transaction again, as a whole, when another one was in its way. */
public final class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private static final int MORE = 3;
    private static final long LONGEST_PAUSE_MILLIS = 40;

    private Attempts() {}

    /**
     * What the first attempt that succeeds answers, out of four; or the failure of the last, or of one that may not be made
     * again.
     */
    public static <T> T make(Callable<T> transaction, Predicate<Exception> again) throws Exception {
        for (int left = MORE; ; left--) {
            try {
                return transaction.call();
            } catch (Exception e) {
                if (left == 0 || !again.test(e)) {
                    throw e;
                }
                LOG.debugf("trying again after %s", e.getMessage());
                // Those who met would meet again.
                long pause = ThreadLocalRandom.current().nextLong(1, LONGEST_PAUSE_MILLIS);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
            }
        }
    }
}
