package io.vitrina.cart.order;

/** Who moved an order, as its history tells: {@code user:17}, {@code admin:1}, {@code system}, {@code payment:stripe}. */
public record By(String name) {

    /** Expiry, and what follows from it. */
    public static final By SYSTEM = new By("system");

    public static By user(long id) {
        return new By("user:" + id);
    }

    public static By admin(long id) {
        return new By("admin:" + id);
    }

    /** The provider whose word it was. */
    public static By payment(String provider) {
        return new By("payment:" + provider);
    }
}
