package io.vitrina.kit.security;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Nothing listens where the keys were. */
@QuarkusTest
@TestProfile(AuthServiceGoneTest.Verifier.class)
class AuthServiceGoneTest extends KeyOutage {

    /** A profile of its own, since keys once kept over an outage are kept for a day. */
    public static class Verifier extends ShortMaxAge {}

    @Test
    void validTokensAreTakenOn() throws Exception {
        validTokensAreTakenWhileTheAuthServiceIs(KeyServer.Mood.GONE);
    }
}
