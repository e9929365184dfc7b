package io.vitrina.cart.payment;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.micrometer.core.instrument.MeterRegistry;
import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.cart.config.PublicAddress;
import io.vitrina.cart.order.Order;
import io.vitrina.cart.order.OrderMessages;
import io.vitrina.cart.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What follows from a payment's moves: messages that leave with the transaction, and what operators must hear. */
@ApplicationScoped
class PaymentEffects {

    /** Kind of message that ends a payment at its provider; the payload is our payment id. */
    static final String END = "payment.end";

    /** The provider made two payments of one of ours: it has money for one that we don't know. */
    static final String OTHER_PAYMENT = "provider_payment_mismatch";

    private static final Logger LOG = Logger.getLogger(PaymentEffects.class);

    private final Outbox outbox;
    private final OrderMessages messages;
    private final MeterRegistry metrics;
    private final Event<RefundDue> due;
    private final boolean acceptTest;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    PaymentEffects(
            Outbox outbox,
            OrderMessages messages,
            MeterRegistry metrics,
            Event<RefundDue> due,
            PaymentsConfig config,
            PublicAddress address) {
        this.outbox = outbox;
        this.messages = messages;
        this.metrics = metrics;
        this.due = due;
        this.acceptTest = config.acceptTest().orElseGet(() -> address.isPrivate());
    }

    UUID newId() {
        return ids.generate();
    }

    void paid(Order order) {
        messages.paid(order.id());
    }

    void refunded(Order order, boolean goodsAreHere) {
        messages.refunded(order.id(), goodsAreHere);
    }

    void endAtProvider(Payment payment) {
        outbox.add(END, payment.orderId(), payment.id().toString());
    }

    /** Why a payment that succeeded must not pay this order; empty when all is as it should be. */
    Optional<String> mismatch(Payment payment, ProviderPayment told) {
        if (!payment.isKnownAs(told.id())) {
            return Optional.of(OTHER_PAYMENT);
        }
        if (!told.isReadable()) {
            return Optional.of("amount_unreadable");
        }
        if (told.amountMinor() != payment.amount()) {
            return Optional.of("amount_mismatch");
        }
        if (!payment.currency().equals(told.currency())) {
            return Optional.of("currency_mismatch");
        }
        if (!payment.id().toString().equals(told.ourPaymentId())) {
            return Optional.of("payment_id_mismatch");
        }
        if (told.test() && !acceptTest) {
            return Optional.of("test_payment");
        }
        return Optional.empty();
    }

    void wantReview(Payment payment, String why) {
        metrics.counter("vitrina.payment.review", "reason", why).increment();
        LOG.errorf("payment %s of order %s needs a review: %s", payment.id(), payment.orderId(), why);
    }

    void orphaned(Payment payment, Order order) {
        metrics.counter("vitrina.payment.orphaned").increment();
        LOG.warnf(
                "payment %s came when order %s was %s: the money goes back",
                payment.id(), order.id(), order.status().text());
    }

    void refundFailed(Refund refund) {
        metrics.counter("vitrina.refund.failed").increment();
        LOG.errorf("refund %s of payment %s failed", refund.id(), refund.paymentId());
    }

    /** It had gone, and came back to us: neither books nor order move again, a person has to act. */
    void refundBounced(Refund refund) {
        metrics.counter("vitrina.refund.bounced").increment();
        LOG.errorf(
                "refund %s of payment %s failed after it had succeeded: the buyer has no money, and we have it",
                refund.id(), refund.paymentId());
    }

    /** A refund nobody waits for is to be carried out as soon as it is committed. */
    void refundDue() {
        due.fire(new RefundDue());
    }

    void rejected(String provider, String why) {
        metrics.counter("vitrina.webhook.rejected", "provider", provider).increment();
        LOG.warnf("a notification in the name of %s was refused: %s", provider, why);
    }

    void unknown(String provider) {
        metrics.counter("vitrina.webhook.unknown", "provider", provider).increment();
    }
}
