package io.vitrina.cart.idempotency;

import io.vitrina.cart.config.CartProblems;
import io.vitrina.kit.problem.ProblemException;
import java.time.Duration;

/** This call took so long that another one with its key took over. */
public class LostClaim extends ProblemException {

    public LostClaim() {
        super(CartProblems.IDEMPOTENCY_KEY_IN_USE, "another request with this key has taken over");
        retryAfter(Duration.ofSeconds(1));
    }
}
