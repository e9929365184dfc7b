package io.vitrina.simulator.ledger;

import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.fault.Faults;
import io.vitrina.simulator.ledger.Happening.Kind;
import io.vitrina.simulator.ledger.RefundView.Outcome;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The books of both providers. Whoever listens is told of each move after it is done. */
public final class Ledger {

    private final Map<String, Payment> payments = new ConcurrentHashMap<>();
    private final Map<String, String> paymentOfRefund = new ConcurrentHashMap<>();
    private final List<Consumer<Happening>> listeners = new CopyOnWriteArrayList<>();
    private final Faults faults;
    private final Clock clock;

    public Ledger(Faults faults, Clock clock) {
        this.faults = faults;
        this.clock = clock;
    }

    /** Tells of every move from now on. */
    public void listen(Consumer<Happening> listener) {
        listeners.add(listener);
    }

    public PaymentView open(Provider provider, String id, Terms terms) {
        Payment payment = new Payment(provider, id, terms, clock);
        payments.put(id, payment);
        if (faults.strikes(Fault.WEBHOOK_LIE)) {
            lie(id);
        }
        return payment.view();
    }

    /** The payment with this id; its time may have run out by now. */
    public Optional<PaymentView> find(String id) {
        return Optional.ofNullable(payments.get(id)).map(payment -> {
            expire(payment);
            return payment.view();
        });
    }

    /** All payments, oldest first. */
    public Stream<PaymentView> all() {
        return payments.values().stream().map(Payment::view).sorted(Comparator.comparing(PaymentView::createdAt));
    }

    /** The buyer pays. */
    public PaymentView pay(String id) {
        Payment payment = require(id);
        expire(payment);
        return tell(payment.pay(faults));
    }

    /** The buyer pays by a method that takes days. */
    public PaymentView process(String id) {
        return tell(require(id).process());
    }

    /** The money of a buyer who paid is held, although the shop wanted it at once. */
    public PaymentView authorize(String id) {
        return tell(require(id).authorize());
    }

    public PaymentView capture(String id) {
        return tell(require(id).capture());
    }

    /** The buyer's card is declined; final at YooKassa, one failed attempt of an open session at Stripe. */
    public PaymentView decline(String id, String reason) {
        Payment payment = require(id);
        PaymentView before = payment.view();
        if (before.provider() == Provider.YOOKASSA) {
            return tell(payment.cancel(reason, Kind.CANCELED));
        }
        return before.status() == Status.PROCESSING
                ? tell(payment.cancel(reason, Kind.FELL_THROUGH))
                : tell(payment.failAttempt(reason));
    }

    /** The shop, or the provider itself, ends an unpaid payment. */
    public PaymentView cancel(String id, String reason) {
        if (faults.strikes(Fault.LATE_SUCCESS_AFTER_CANCEL)) {
            pay(id);
        }
        return tell(require(id).cancel(reason, Kind.CANCELED));
    }

    /** The shop ends a session: like {@link #cancel}, under the name Stripe tells it by. */
    public PaymentView endSession(String id) {
        if (faults.strikes(Fault.LATE_SUCCESS_AFTER_CANCEL)) {
            pay(id);
        }
        Payment payment = require(id);
        if (payment.view().status() != Status.OPEN) {
            throw new Refused("the session is not open");
        }
        return tell(payment.cancel("expired", Kind.EXPIRED));
    }

    /** Ends what is past its time. */
    public void expireDue() {
        payments.values().forEach(this::expire);
    }

    public RefundView refund(String refundId, String paymentId, Money money, Map<String, String> metadata) {
        Payment payment = require(paymentId);
        RefundView refund =
                payment.refund(new RefundView(refundId, paymentId, money, metadata, Outcome.PENDING, clock.instant()));
        paymentOfRefund.put(refundId, paymentId);
        if (faults.strikes(Fault.REFUND_PENDING)) {
            return refund;
        }
        return settleRefund(refundId, !faults.strikes(Fault.REFUND_FAIL));
    }

    /** Decides a pending refund. */
    public RefundView settleRefund(String refundId, boolean succeeded) {
        String paymentId = Optional.ofNullable(paymentOfRefund.get(refundId))
                .orElseThrow(() -> new Refused("there is no refund " + refundId));
        Happening settled = require(paymentId).settle(refundId, succeeded);
        tell(settled);
        return settled.refund();
    }

    public Optional<RefundView> findRefund(String refundId) {
        return Optional.ofNullable(paymentOfRefund.get(refundId))
                .flatMap(this::find)
                .flatMap(payment -> payment.refunds().stream()
                        .filter(refund -> refund.id().equals(refundId))
                        .findFirst());
    }

    /** Announces a payment as paid, which it is not. */
    public void lie(String id) {
        PaymentView truth = require(id).view();
        tell(Happening.of(Kind.PAID, truth.pretendPaid(clock.instant())));
    }

    /** Burns the books. */
    public void clear() {
        payments.clear();
        paymentOfRefund.clear();
    }

    /** An id no earlier payment or refund has. */
    public static String freshId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private void expire(Payment payment) {
        String why = payment.view().provider() == Provider.YOOKASSA ? "expired_on_confirmation" : "expired";
        payment.expire(why).ifPresent(this::tell);
    }

    private Payment require(String id) {
        Payment payment = payments.get(id);
        if (payment == null) {
            throw new Refused("there is no payment " + id);
        }
        return payment;
    }

    private PaymentView tell(Happening happening) {
        listeners.forEach(listener -> listener.accept(happening));
        return happening.payment();
    }
}
