package io.vitrina.cart.payment;

import io.vitrina.cart.order.PaymentView;
import java.time.Instant;
import java.util.UUID;

/**
 * A refund as an admin sees it.
 *
 * @param amount minor units
 * @param payment the payment as it stands with it
 */
public record RefundView(
        UUID id,
        UUID paymentId,
        UUID orderId,
        long amount,
        String currency,
        RefundStatus status,
        Instant createdAt,
        Instant updatedAt,
        PaymentView payment) {

    static RefundView of(Refund refund, Payment payment) {
        return new RefundView(
                refund.id(),
                refund.paymentId(),
                refund.orderId(),
                refund.amount(),
                payment.refundCurrency(),
                refund.status(),
                refund.createdAt(),
                refund.updatedAt(),
                payment.toView());
    }
}
