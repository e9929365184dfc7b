package io.vitrina.cart.payment;

/** A notification that is not the provider's own, or can't be read. Answered with 401; the reason is for the log. */
public class WebhookRejected extends RuntimeException {

    /** @param reason short, without anything from the body */
    public WebhookRejected(String reason) {
        super(reason, null, false, false);
    }
}
