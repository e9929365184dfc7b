package io.vitrina.simulator.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A payment as it stands now.
 *
 * @param asked the terms the shop set
 * @param terms the terms as the provider reports them, which faults can make differ
 * @param state where it stands
 * @param refunds in the order they were made
 */
public record PaymentView(
        Provider provider,
        String id,
        Instant createdAt,
        Terms asked,
        Terms terms,
        State state,
        List<RefundView> refunds) {

    /**
     * @param reason why it was cancelled, or why the last attempt failed; empty when neither
     * @param paidAt when the money came; null while it has not
     * @param captures how often money was taken; more than once is a double charge
     * @param test whether it is no real money
     */
    public record State(Status status, String reason, Instant paidAt, int captures, boolean test) {}

    public Status status() {
        return state.status();
    }

    /** Id of Stripe's payment intent behind its session. */
    public String intentId() {
        return "pi_" + id.substring(id.lastIndexOf('_') + 1);
    }

    /** What was given back or is promised to be, minor units. */
    public long refunded() {
        return refunds.stream()
                .filter(RefundView::takesMoney)
                .mapToLong(refund -> refund.money().minor())
                .sum();
    }

    /** The same payment as if it had been paid, for notifications that lie. */
    public PaymentView pretendPaid(Instant at) {
        State paid = new State(Status.SUCCEEDED, "", at, 0, state.test());
        return new PaymentView(provider, id, createdAt, asked, terms, paid, refunds);
    }
}
