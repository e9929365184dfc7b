package io.vitrina.cart;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.kit.testing.OpenApiSnapshot;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiSnapshotTest extends ShopTest {

    @Test
    void servesTheReviewedContract() {
        OpenApiSnapshot.check("cart-service");
    }
}
