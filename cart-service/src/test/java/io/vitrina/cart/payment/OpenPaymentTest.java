package io.vitrina.cart.payment;

import io.vitrina.cart.testing.ShopTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** A buyer's order of one piece, and its payment, open at the mock provider. */
abstract class OpenPaymentTest extends ShopTest {

    static final long PRICE = 10_000;
    static final int PIECES = 1_000;

    UUID order;
    UUID payment;

    @BeforeEach
    void openAPayment() {
        catalog.put(7, PRICE, PIECES);
        order = order(USER, 7);
        payment = payment(USER, order);
    }

    /** The provider's word that the money has come. */
    static void pay(String event, UUID payment) {
        webhook(event, "payment.succeeded", payment).then().statusCode(200);
    }

    static String status(UUID payment) {
        return paymentOf(USER, payment).getString("status");
    }

    String orderStatus() {
        return orderOf(USER, order).getString("status");
    }
}
