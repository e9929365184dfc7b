package io.vitrina.simulator.ledger;

import io.vitrina.simulator.fault.Fault;
import io.vitrina.simulator.fault.Faults;
import io.vitrina.simulator.ledger.Happening.Kind;
import io.vitrina.simulator.ledger.RefundView.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One payment with its refunds; every move of it happens under its own lock. */
final class Payment {

    private final Provider provider;
    private final String id;
    private final Instant createdAt;
    private final Terms asked;
    private final Clock clock;
    private final List<RefundView> refunds = new ArrayList<>();
    private Terms reported;
    private Status status = Status.OPEN;
    private String reason = "";
    private Instant paidAt;
    private int captures;
    private boolean test = true;

    Payment(Provider provider, String id, Terms asked, Clock clock) {
        this.provider = provider;
        this.id = id;
        this.asked = asked;
        this.reported = asked;
        this.clock = clock;
        this.createdAt = clock.instant();
    }

    synchronized PaymentView view() {
        PaymentView.State state = new PaymentView.State(status, reason, paidAt, captures, test);
        return new PaymentView(provider, id, createdAt, asked, reported, state, List.copyOf(refunds));
    }

    synchronized Happening pay(Faults faults) {
        requireUnfinished();
        distort(faults);
        return asked.capture() ? succeed() : authorize();
    }

    synchronized Happening authorize() {
        requireUnfinished();
        status = Status.AUTHORIZED;
        return Happening.of(Kind.AUTHORIZED, view());
    }

    synchronized Happening process() {
        requireUnfinished();
        status = Status.PROCESSING;
        return Happening.of(Kind.PROCESSING, view());
    }

    synchronized Happening capture() {
        if (status != Status.AUTHORIZED) {
            throw new Refused("the payment is not waiting for capture");
        }
        return succeed();
    }

    /** The last attempt failed; the buyer may try again. */
    synchronized Happening failAttempt(String why) {
        requireUnfinished();
        reason = why;
        return Happening.of(Kind.ATTEMPT_FAILED, view());
    }

    synchronized Happening cancel(String why, Kind kind) {
        requireUnfinished();
        status = Status.CANCELED;
        reason = why;
        return Happening.of(kind, view());
    }

    synchronized Optional<Happening> expire(String why) {
        boolean due = status == Status.OPEN && clock.instant().isAfter(asked.expiresAt());
        return due ? Optional.of(cancel(why, Kind.EXPIRED)) : Optional.empty();
    }

    synchronized RefundView refund(RefundView refund) {
        if (status != Status.SUCCEEDED) {
            throw new Refused("the payment has not succeeded");
        }
        if (!refund.money().currency().equals(reported.money().currency())) {
            throw new Refused("the currency is not the payment's");
        }
        long left = reported.money().minor() - view().refunded();
        if (refund.money().minor() <= 0 || refund.money().minor() > left) {
            throw new Refused("the amount is more than is left of the payment");
        }
        refunds.add(refund);
        return refund;
    }

    synchronized Happening settle(String refundId, boolean succeeded) {
        for (int i = 0; i < refunds.size(); i++) {
            RefundView refund = refunds.get(i);
            if (refund.id().equals(refundId) && refund.outcome() == Outcome.PENDING) {
                refunds.set(i, refund.settled(succeeded));
                return new Happening(succeeded ? Kind.REFUND_SUCCEEDED : Kind.REFUND_FAILED, view(), refunds.get(i));
            }
        }
        throw new Refused("the refund is not pending");
    }

    private Happening succeed() {
        Kind kind = status == Status.PROCESSING ? Kind.PAID_LATE : Kind.PAID;
        status = Status.SUCCEEDED;
        reason = "";
        paidAt = clock.instant();
        captures++;
        return Happening.of(kind, view());
    }

    private void distort(Faults faults) {
        faults.take(Fault.AMOUNT_OFF_BY).ifPresent(by -> {
            Money money = reported.money();
            reported = reported.charging(new Money(money.minor() + by, money.currency()));
        });
        if (faults.strikes(Fault.CURRENCY_WRONG)) {
            Money money = reported.money();
            reported =
                    reported.charging(new Money(money.minor(), money.currency().equals("EUR") ? "USD" : "EUR"));
        }
        if (faults.strikes(Fault.METADATA_MISSING)) {
            reported = reported.anonymous();
        }
        if (faults.strikes(Fault.TEST_FLAG_FLIPPED)) {
            test = !test;
        }
    }

    private void requireUnfinished() {
        if (status.isFinal()) {
            throw new Refused("the payment is " + (status == Status.SUCCEEDED ? "paid" : "canceled") + " already");
        }
    }
}
