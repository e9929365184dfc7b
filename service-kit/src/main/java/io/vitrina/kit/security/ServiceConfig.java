package io.vitrina.kit.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Who this service is to the others. */
@ConfigMapping(prefix = "vitrina.service")
public interface ServiceConfig {

    /** Where the auth service answers, without a path. */
    @WithDefault("http://127.0.0.1:8001")
    URI authUrl();

    /** Its name among the clients of the auth service; a service that calls no other has none. */
    Optional<String> clientId();

    /** The secret that proves the name. */
    Optional<String> clientSecret();

    /** Longest wait for a token. */
    @WithDefault("2S")
    Duration timeout();

    /** How often the revocations are asked for; tokens are refused at most this much later. */
    @WithDefault("5S")
    Duration revocationsEvery();
}
