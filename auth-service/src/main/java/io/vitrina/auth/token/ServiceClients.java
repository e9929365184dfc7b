package io.vitrina.auth.token;

import io.vitrina.auth.config.AuthConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The services that may ask for tokens; of their secrets only digests stay in memory. */
@Singleton
class ServiceClients {

    private static final String DIGEST_MARK = "sha256:";

    private final Map<String, Known> known = new HashMap<>();

    ServiceClients(AuthConfig config) {
        config.clients()
                .forEach((id, client) -> known.put(
                        id,
                        new Known(
                                stored(client.secret()),
                                Set.copyOf(client.scopes().orElse(Set.of())))));
    }

    private record Known(byte[] digest, Set<String> scopes) {}

    /** The client's scopes when the secret is right; empty when it isn't, or nobody has the id. */
    Optional<Set<String>> authenticate(String id, String secret) {
        Known client = known.get(id);
        byte[] given = digest(secret);
        boolean right = MessageDigest.isEqual(given, client == null ? digest("") : client.digest());
        return client != null && right ? Optional.of(client.scopes()) : Optional.empty();
    }

    private static byte[] stored(String secret) {
        return secret.startsWith(DIGEST_MARK)
                ? HexFormat.of().parseHex(secret.substring(DIGEST_MARK.length()))
                : digest(secret);
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
