package io.vitrina.cart.payment;

import io.vitrina.cart.order.By;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Money on its way back to a buyer; its id is the idempotency key at the provider, and never changes on doubt. */
@Entity
@Table(name = "refund")
class Refund {

    @Id
    private UUID id;

    private UUID paymentId;
    private UUID orderId;
    private long amount;
    private RefundStatus status;
    private String requestedBy;
    private String providerRefundId;
    private String failureCode;
    private int attempts;
    private Instant nextCheckAt;
    private Instant createdAt;
    private Instant updatedAt;

    protected Refund() {}

    Refund(UUID id, Payment payment, long amount, By by, Instant at) {
        this.id = id;
        this.paymentId = payment.id();
        this.orderId = payment.orderId();
        this.amount = amount;
        this.status = RefundStatus.PENDING;
        this.requestedBy = by.name();
        this.createdAt = at;
        this.updatedAt = at;
    }

    void askAgainAt(Instant when) {
        nextCheckAt = when;
    }

    void knownAs(String atProvider) {
        if (providerRefundId == null) {
            providerRefundId = atProvider;
        }
    }

    void succeed(Instant at) {
        end(RefundStatus.SUCCEEDED, at);
    }

    void fail(String code, Instant at) {
        failureCode = code;
        end(RefundStatus.FAILED, at);
    }

    /**
     * A bank sent the money back after it had gone: it is ours again, and a person has to find another way to the buyer.
     * False when it was told before, or never went.
     */
    boolean bounce(String code, Instant at) {
        if (status != RefundStatus.SUCCEEDED || failureCode != null) {
            return false;
        }
        failureCode = code == null ? "bounced" : code;
        updatedAt = at;
        return true;
    }

    private void end(RefundStatus last, Instant at) {
        status = last;
        updatedAt = at;
        nextCheckAt = null;
    }

    boolean isPending() {
        return status == RefundStatus.PENDING;
    }

    UUID id() {
        return id;
    }

    UUID paymentId() {
        return paymentId;
    }

    UUID orderId() {
        return orderId;
    }

    long amount() {
        return amount;
    }

    RefundStatus status() {
        return status;
    }

    By requestedBy() {
        return new By(requestedBy);
    }

    String providerRefundId() {
        return providerRefundId;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
