package io.vitrina.cart.payment;

import io.vitrina.cart.order.Order;
import io.vitrina.cart.order.PaymentView;
import io.vitrina.kit.problem.ProblemException;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** One attempt to pay one order at one provider. */
@Entity
@Table(name = "payment")
class Payment {

    @Id
    private UUID id;

    private UUID orderId;
    private long userId;
    private String provider;
    private PaymentStatus status;
    private long amount;
    private String currency;
    private String providerPaymentId;
    private String confirmationUrl;
    private String failureCode;
    private long captured;
    private String capturedCurrency;
    private long refundPromised;
    private long refunded;
    private int attempts;
    private Instant nextCheckAt;
    private Instant createdAt;
    private Instant updatedAt;

    protected Payment() {}

    /** The amount is the order's, and nobody else's idea. */
    Payment(UUID id, Order order, String provider, Instant at) {
        this.id = id;
        this.orderId = order.id();
        this.userId = order.userId();
        this.provider = provider;
        this.status = PaymentStatus.PENDING;
        this.amount = order.total();
        this.currency = order.currency();
        this.createdAt = at;
        this.updatedAt = at;
    }

    /** The provider knows it under this id, and takes the buyer's money there. */
    void openAt(ProviderPayment told, Instant at) {
        if (providerPaymentId == null) {
            providerPaymentId = told.id();
            updatedAt = at;
        }
        if (told.redirectUrl() != null && confirmationUrl == null && isKnownAs(told.id())) {
            confirmationUrl = told.redirectUrl().toString();
            updatedAt = at;
        }
    }

    /** A question to the provider is due then; null when it has nothing more to tell. */
    void askAgainAt(Instant when) {
        nextCheckAt = when;
    }

    /** One more try to open it ended without an answer. */
    void countAttempt() {
        attempts++;
    }

    void process(Instant at) {
        if (status == PaymentStatus.PENDING) {
            enter(PaymentStatus.PROCESSING, at);
        }
    }

    /** The money is ours: all of it, as the order wants it. */
    void succeed(Instant at) {
        captured = amount;
        capturedCurrency = currency;
        failureCode = null;
        enter(PaymentStatus.SUCCEEDED, at);
    }

    /**
     * What the provider says doesn't match the order; a person has to look. Whatever came, in whatever currency and to
     * which of its payments, is written down: so much can go back, from there.
     */
    void review(String reason, ProviderPayment told, Instant at) {
        failureCode = reason;
        providerPaymentId = told.id();
        hold(told);
        enter(PaymentStatus.REVIEW, at);
    }

    /** What the provider holds for us of a payment in review; nothing that can go back while it can't be read. */
    void hold(ProviderPayment told) {
        if (capturedCurrency == null && told.isReadable()) {
            captured = told.amountMinor();
            capturedCurrency = told.currency();
        }
    }

    /** It ended without money; with a reason it failed, without one it was called off. */
    void end(String reason, Instant at) {
        if (status.isOpen()) {
            failureCode = reason;
            enter(reason == null ? PaymentStatus.CANCELLED : PaymentStatus.FAILED, at);
        }
    }

    /** Sets money aside to go back; 409 when that is more than is left. */
    long promise(Long wanted) {
        if (!status.isRefundable()) {
            throw ProblemException.conflict("a payment that is " + status.text() + " can't be refunded");
        }
        long left = left();
        long part = wanted == null ? left : wanted;
        boolean nothing = part == 0 && (captured > 0 || status == PaymentStatus.REVIEW);
        if (part > left || nothing) {
            throw ProblemException.conflict("only " + left + " is left to refund");
        }
        refundPromised += part;
        return part;
    }

    /** The money is back with the buyer. True when that was all of it. */
    boolean gaveBack(long part, Instant at) {
        refunded += part;
        boolean all = refunded == captured;
        // What is left of a payment in review waits for a person as before.
        PaymentStatus inPart = status == PaymentStatus.REVIEW ? status : PaymentStatus.PARTIALLY_REFUNDED;
        enter(all ? PaymentStatus.REFUNDED : inPart, at);
        return all;
    }

    /** The money did not go back. */
    void keeps(long part) {
        refundPromised -= part;
    }

    /** What came and has not been promised back. */
    long left() {
        return captured - refundPromised;
    }

    /** Whether there was money and all of it is on its way back, or back. */
    boolean isGoingBack() {
        return captured > 0 && left() == 0;
    }

    private void enter(PaymentStatus next, Instant at) {
        status = next;
        updatedAt = at;
    }

    /** Whether nothing has been asked of the provider that may have worked. */
    boolean isUnknownToProvider() {
        return providerPaymentId == null;
    }

    /** Whether it is the one that the provider calls so. */
    boolean isKnownAs(String atProvider) {
        return Objects.equals(providerPaymentId, atProvider);
    }

    UUID id() {
        return id;
    }

    UUID orderId() {
        return orderId;
    }

    long userId() {
        return userId;
    }

    String provider() {
        return provider;
    }

    PaymentStatus status() {
        return status;
    }

    long amount() {
        return amount;
    }

    String currency() {
        return currency;
    }

    /** Of the money that came, which need not be the order's; what can be given back is in it. */
    String refundCurrency() {
        return capturedCurrency == null ? currency : capturedCurrency;
    }

    String providerPaymentId() {
        return providerPaymentId;
    }

    int attempts() {
        return attempts;
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean hasConfirmationUrl() {
        return confirmationUrl != null;
    }

    PaymentView toView() {
        return new PaymentView(
                id,
                orderId,
                provider,
                status.text(),
                amount,
                refunded,
                currency,
                captured,
                capturedCurrency,
                failureCode,
                status.isOpen() ? confirmationUrl : null,
                createdAt,
                updatedAt);
    }
}
