package io.vitrina.cart.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.ShopTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrderContactsTest extends ShopTest {

    @Inject
    OrderContacts contacts;

    @Test
    void forgetsWhereSettledOrdersMailWentInPieces() {
        catalog.put(7, 100, 1_502);
        unpaidOrders(1_502, 50_000, 7, 100);
        sql("INSERT INTO order_contact SELECT id, 'buyer@example.com', now() FROM orders");
        sql("UPDATE orders SET status = 'cancelled', updated_at = now() - interval '3 days' WHERE user_id > 50001");
        sql("UPDATE orders SET status = 'cancelled', updated_at = now() WHERE user_id = 50001");
        assertThat(contacts.forgetSettled()).isEqualTo(1_000);
        assertThat(contacts.forgetSettled()).isEqualTo(500);
        assertThat(contacts.forgetSettled()).isZero();
        assertThat(count("order_contact")).isEqualTo(2);
    }
}
