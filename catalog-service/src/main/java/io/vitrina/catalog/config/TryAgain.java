package io.vitrina.catalog.config;

import io.vitrina.kit.problem.ProblemException;
import java.time.Duration;

/** The same call will do, in a new transaction: {@link Bounded} calls are made again, and at last it is a 503. */
public class TryAgain extends RuntimeException {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** @param why for the caller, should it never do */
    public TryAgain(String why) {
        super(why, null, false, false);
    }

    ProblemException refusal() {
        return ProblemException.unavailable(getMessage(), RETRY_AFTER);
    }
}
