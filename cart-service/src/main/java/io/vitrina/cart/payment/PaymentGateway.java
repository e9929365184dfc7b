package io.vitrina.cart.payment;

import java.util.Optional;
import java.util.Set;

/**
 * One payment provider, as the shop sees it: wide enough for providers without signatures and without event ids.
 *
 * <p>Calls block, run outside of any database transaction and are bounded by the gateway's own timeouts and breaker.
 * Amounts are minor units, currencies are ISO 4217 in upper case; each gateway converts for its wire in one place.
 *
 * <p>Beans of this type are found by {@link #provider()}; {@code vitrina.payments.provider} names the one that new
 * payments go to. The others go on answering for the payments they once made.
 */
public interface PaymentGateway {

    /** Name in configuration, in webhook paths and in the column {@code payment.provider}. */
    String provider();

    /** Whether it has what it needs (keys, secrets). One that hasn't answers no webhook and can't be chosen. */
    boolean configured();

    /** Currencies it takes. */
    Set<String> currencies();

    /** Whether it takes payments of 0. One that doesn't is never asked about orders that cost nothing. */
    default boolean takesNothing() {
        return false;
    }

    /** Whether a refund is made without a network in between: then a notification's answer can tell that it is made. */
    default boolean isHere() {
        return false;
    }

    /**
     * Opens a payment; idempotent by {@link CreatePayment#paymentId()}: the same request gives the same answer again.
     *
     * @throws OutcomeUnknown when nobody can say whether the payment was opened; the same request may be sent again
     * @throws ProviderRefused when the provider said no, and will say so again
     */
    ProviderPayment create(CreatePayment request);

    /**
     * The payment as the provider has it now: the only source of truth.
     *
     * @param providerPaymentId {@link ProviderPayment#id()} of an earlier answer
     * @throws OutcomeUnknown when the provider can't be asked now
     * @throws ProviderRefused when it knows no such payment
     */
    ProviderPayment fetch(String providerPaymentId);

    /**
     * Gives money back; idempotent by {@link CreateRefund#refundId()}. On doubt the same id is sent again, never a new
     * one.
     *
     * @throws OutcomeUnknown when nobody can say whether the money goes back
     * @throws ProviderRefused when the provider said no
     */
    ProviderRefund refund(CreateRefund request);

    /** The refund as the provider has it now; throws as {@link #fetch(String)}. */
    ProviderRefund fetchRefund(String providerRefundId);

    /**
     * Looks for a refund whose answer never came, among the payment's refunds, by our refund id and else by amount.
     * Asked before a refund is sent again after the provider may have forgotten its idempotency key (24 h).
     */
    Optional<ProviderRefund> findRefund(CreateRefund request);

    /** Ends a payment nobody is to pay any more; throws as {@link #fetch(String)}. */
    CancelOutcome cancel(String providerPaymentId);

    /**
     * Checks that a notification is the provider's own, and says what it is about. It changes nothing.
     *
     * @throws WebhookRejected when it isn't authentic, or not readable
     */
    WebhookHint verify(RawWebhook webhook);

    /**
     * The truth about the payment that a verified notification of kind {@link WebhookHint.Kind#PAYMENT} is about.
     *
     * <p>Asks the provider; a provider that signs what it sends may take the truth from the notification instead.
     */
    default ProviderPayment resolve(WebhookHint hint) {
        return fetch(hint.providerObjectId());
    }

    /**
     * Called in the transaction that remembers the notification and has its effect, once for each. Only for a provider
     * whose books are kept here: any other has written in its own before it notifies.
     */
    default void accept(WebhookHint hint) {}
}
