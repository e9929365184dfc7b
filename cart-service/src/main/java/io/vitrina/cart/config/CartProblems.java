package io.vitrina.cart.config;

import io.vitrina.kit.problem.ProblemKind;
import java.util.Locale;

/** The kinds of error that only this service knows. */
public enum CartProblems implements ProblemKind {
    INSUFFICIENT_STOCK(409, "Not enough in stock"),
    PRICE_CHANGED(409, "The price has changed"),
    CART_CHANGED(409, "The cart has changed"),
    IDEMPOTENCY_KEY_IN_USE(409, "A request with this idempotency key is in progress"),
    IDEMPOTENCY_KEY_REUSED(422, "This idempotency key belongs to another request"),
    PAYMENT_REFUSED(502, "The payment provider refused");

    private final int status;
    private final String title;

    CartProblems(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
