package io.vitrina.auth.key;

import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.vitrina.auth.config.AuthConfig;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Which key signs, which are published, and which are only remembered.
 *
 * <p>A rotation is asked for by the file {@code rotate}: a new key is made and published; when every verifier can have
 * it, it signs; when the last access token of the old one has ended, the old one is retired. Each step follows from the
 * files and the time alone, so that any number of replicas agree on it.
 */
@Startup
@Singleton
public class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);

    private final KeyDirectory directory;
    private final AuthConfig.Keys config;
    private final Clock clock;
    private volatile Known known;

    SigningKeys(KeyDirectory directory, AuthConfig config, Clock clock) {
        this.directory = directory;
        this.config = config.keys();
        this.clock = clock;
    }

    /** What the directory held when it was looked at last. */
    private record Known(
            SigningKey active, Map<String, SigningKey> published, Map<String, RSAPublicKey> retired, String jwks) {}

    @PostConstruct
    void start() {
        if (directory.signing().isEmpty() && config.generate()) {
            directory.generate();
        }
        reload();
        if (known == null) {
            throw new IllegalStateException(
                    "no signing key in vitrina.auth.keys.directory, and vitrina.auth.keys.generate is off");
        }
    }

    /** The key that signs now. */
    public SigningKey active() {
        return known.active();
    }

    /** A published key by its id, to sign again what it signed. */
    public Optional<SigningKey> signing(String kid) {
        return Optional.ofNullable(known.published().get(kid));
    }

    /** The public key of an access token; retired keys open nothing. */
    public Optional<RSAPublicKey> published(String kid) {
        return signing(kid).map(SigningKey::open);
    }

    /** The public key of a refresh token, which may be older than any published key. */
    public Optional<RSAPublicKey> remembered(String kid) {
        return published(kid).or(() -> Optional.ofNullable(known.retired().get(kid)));
    }

    /** The published keys as a JWK set: public members only. */
    public String jwks() {
        return known.jwks();
    }

    /** Looks at the directory again, and takes the steps that are due. */
    @Scheduled(every = "${vitrina.auth.keys.reload:2s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void reload() {
        if (config.generate() && directory.takeRotationRequest()) {
            directory.generate();
        }
        List<SigningKey> keys = directory.signing().stream().map(this::asKnown).toList();
        if (keys.isEmpty()) {
            // Never give up a key that works: the directory may be in the middle of a change.
            LOG.error("the key directory holds no signing key");
            return;
        }
        SigningKey active = choose(keys);
        if (config.generate() && config.active().isEmpty()) {
            keys = retireOlderThan(active, keys);
        }
        use(active, keys);
    }

    /** Old files may look new, as all of a mounted Secret do whenever one of them changes: the older time is the true one. */
    private SigningKey asKnown(SigningKey key) {
        SigningKey before = known == null ? null : known.published().get(key.kid());
        boolean older = before != null
                && before.open().equals(key.open())
                && before.publishedAt().isBefore(key.publishedAt());
        return older ? before : key;
    }

    private void use(SigningKey active, List<SigningKey> keys) {
        Map<String, SigningKey> published = keys.stream().collect(Collectors.toMap(SigningKey::kid, key -> key));
        Known before = known;
        if (before == null || !before.active().kid().equals(active.kid())) {
            LOG.infof("tokens are signed with key %s", active.kid());
        }
        known = new Known(active, published, new HashMap<>(directory.retired()), Jwks.write(keys));
    }

    private SigningKey choose(List<SigningKey> keys) {
        if (config.active().isPresent()) {
            String kid = config.active().get();
            return keys.stream()
                    .filter(key -> key.kid().equals(kid))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("vitrina.auth.keys.active names a key that isn't there"));
        }
        Instant publishedBy = clock.instant().minus(config.publishBefore());
        return keys.stream()
                .filter(key -> !key.publishedAt().isAfter(publishedBy))
                .max(byAge())
                .orElseGet(() -> keys.stream().min(byAge()).orElseThrow());
    }

    /** A key older than the active one has signed nothing since the active one began to. */
    private List<SigningKey> retireOlderThan(SigningKey active, List<SigningKey> keys) {
        Instant beganToSign = active.publishedAt().plus(config.publishBefore());
        if (clock.instant().isBefore(beganToSign.plus(config.retireAfter()))) {
            return keys;
        }
        List<SigningKey> old =
                keys.stream().filter(key -> byAge().compare(key, active) < 0).toList();
        old.forEach(directory::retire);
        return keys.stream().filter(key -> !old.contains(key)).toList();
    }

    private static Comparator<SigningKey> byAge() {
        return Comparator.comparing(SigningKey::publishedAt).thenComparing(SigningKey::kid);
    }
}
