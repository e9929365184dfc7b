package io.vitrina.catalog;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.kit.testing.OpenApiSnapshot;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiSnapshotTest {

    @Test
    void servesTheReviewedContract() {
        OpenApiSnapshot.check("catalog-service");
    }
}
