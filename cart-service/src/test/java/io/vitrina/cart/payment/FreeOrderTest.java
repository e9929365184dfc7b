package io.vitrina.cart.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.cart.testing.Stub;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order that costs nothing is paid like any other, at a provider that takes no 0 without asking it. */
@QuarkusTest
class FreeOrderTest extends ShopTest {

    private static final String NOT_FOR_NOTHING = "not-for-nothing";

    /** A provider, as most are, that takes no 0, and is to be asked nothing about it. */
    @Produces
    @Singleton
    PaymentGateway notForNothing() {
        return Stub.of(
                PaymentGateway.class, Map.of("provider", NOT_FOR_NOTHING, "configured", true, "takesNothing", false));
    }

    @Inject
    PaymentPoller poller;

    private UUID order;
    private UUID payment;

    @BeforeEach
    void orderAGift() {
        catalog.put(8, 0, 10);
        order = order(USER, 8);
        payment = payment(USER, order);
    }

    @Test
    void isPaidAndRefundedAtTheMock() {
        assertThat(paymentOf(USER, payment).getString("confirmation_url")).isNotEmpty();
        webhook("e1", "payment.succeeded", payment).then().statusCode(200);
        eventually("sold", () -> catalog.status(order).equals("committed"));
        refund();
    }

    @Test
    void isPaidAtOnceWhereTheProviderTakesNoZero() {
        letTheProviderBe(NOT_FOR_NOTHING);
        as(USER).post("/api/v1/payments/orders/" + order)
                .then()
                .statusCode(200)
                .body("status", equalTo("succeeded"))
                .body("confirmation_url", equalTo(null));
        eventually("sold", () -> catalog.status(order).equals("committed"));
        as(USER).post("/api/v1/payments/" + payment + "/sync").then().statusCode(200);
        refund();
    }

    @Test
    void isPaidByThePollerWhenTheFirstCallDied() {
        letTheProviderBe(NOT_FOR_NOTHING);
        sql("UPDATE payment SET next_check_at = now() - interval '1 second'");
        poller.poll();
        // By this call, or by the service's own poller, who took it just before.
        eventually("paid", () -> orderOf(USER, order).getString("status").equals("paid"));
    }

    /** As if the payment had just been written, and nobody been asked. */
    private void letTheProviderBe(String name) {
        sql("UPDATE payment SET provider = '" + name + "', provider_payment_id = NULL, confirmation_url = NULL");
    }

    private void refund() {
        admin().post("/api/v1/orders/" + order + "/refund")
                .then()
                .statusCode(200)
                .body("status", equalTo("refunded"));
        assertThat(paymentOf(USER, payment).getString("status")).isEqualTo("refunded");
        eventually("the goods are back", () -> catalog.available(8) == 10);
        service().get("/internal/consistency").then().body("consistent", equalTo(true));
    }
}
