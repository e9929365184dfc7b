package io.vitrina.auth;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.auth.testing.AuthTest;
import io.vitrina.kit.testing.OpenApiSnapshot;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiSnapshotTest extends AuthTest {

    @Test
    void servesTheReviewedContract() {
        OpenApiSnapshot.check("auth-service");
    }
}
