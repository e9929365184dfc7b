package io.vitrina.cart.checkout;

import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import java.time.Duration;

/** The checkout took longer than its lease: its stock is on the way back, and it must not become an order any more. */
class CheckoutTooSlow extends ProblemException {

    CheckoutTooSlow() {
        super(Problems.UNAVAILABLE, "the checkout took too long; nothing was ordered");
        retryAfter(Duration.ofSeconds(1));
    }
}
