package io.vitrina.cart.catalog;

import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import java.time.Duration;

/** The catalogue is away: 503. What needs no catalogue goes on without it. */
public class CatalogUnavailable extends ProblemException {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    public CatalogUnavailable() {
        super(Problems.UNAVAILABLE, "the catalogue is away; nothing was changed");
        retryAfter(RETRY_AFTER);
    }
}
