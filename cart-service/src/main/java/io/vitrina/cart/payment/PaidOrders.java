package io.vitrina.cart.payment;

import io.vitrina.cart.order.By;
import io.vitrina.cart.order.OrderPayments;
import io.vitrina.cart.order.PaymentView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers what orders want to know of their payments. */
@ApplicationScoped
class PaidOrders implements OrderPayments {

    private final PaymentRepository payments;
    private final PaymentEffects effects;
    private final RefundBook book;
    private final RefundService refunds;
    private final Clock clock;

    PaidOrders(
            PaymentRepository payments, PaymentEffects effects, RefundBook book, RefundService refunds, Clock clock) {
        this.payments = payments;
        this.effects = effects;
        this.book = book;
        this.refunds = refunds;
        this.clock = clock;
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public Map<UUID, PaymentView> telling(Collection<UUID> orderIds) {
        if (orderIds.isEmpty()) {
            return Map.of();
        }
        return payments.telling(orderIds).stream().collect(Collectors.toMap(PaymentView::orderId, Function.identity()));
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public void endOpen(UUID orderId) {
        payments.lockOfOrder(orderId).stream()
                .filter(payment -> payment.status().isOpen())
                .forEach(payment -> {
                    payment.end(null, clock.instant());
                    effects.endAtProvider(payment);
                });
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public boolean isGoingBack(UUID orderId) {
        List<Payment> paying = payments.lockOfOrder(orderId).stream()
                .filter(payment -> payment.status().pays())
                .toList();
        return !paying.isEmpty() && paying.stream().allMatch(Payment::isGoingBack);
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public void promiseAll(UUID orderId, By by) {
        book.promiseAll(orderId, by);
    }

    @Override
    public void refundAll(UUID orderId, By by) {
        refunds.refundAll(orderId, by);
    }
}
