package io.vitrina.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Whose access token a call carries, so that users behind one address don't use up each other's allowance.
 *
 * <p>A token counts once its signature has been checked, which happens aside: the first call with a new one is counted
 * by its address, like that of any stranger. Whoever invents tokens gains nothing: a check is owed only to those whom the
 * allowance of their address has let in, and what is remembered of a token is a digest, however long it is.
 */
@Singleton
public class SignedInUsers {

    private static final String SCHEME = "Bearer ";
    private static final int MAX_TOKENS = 50_000;

    /** Characters of a token that may be a user's; ours are near 900. */
    private static final int MAX_LENGTH = 4_096;

    /** Checks that may wait at once; beyond, the call stays a stranger's. */
    private static final int MAX_CHECKS = 64;

    /** For how long a bad token, or one that couldn't be checked, is not looked at again. */
    private static final Duration REFUSED_FOR = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final JWTParser parser;
    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger checks = new AtomicInteger();
    private final Cache<Fingerprint, User> users = Caffeine.newBuilder()
            .maximumSize(MAX_TOKENS)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();
    private final Cache<Fingerprint, Boolean> refused = Caffeine.newBuilder()
            .maximumSize(MAX_TOKENS)
            .expireAfterWrite(REFUSED_FOR)
            .build();

    SignedInUsers(Vertx vertx, JWTParser parser) {
        this.vertx = vertx;
        this.parser = parser;
    }

    /** The key to count by; null when the call is a stranger's as far as is known. */
    public String keyOf(String authorization) {
        String subject = subjectOf(authorization);
        return subject == null ? null : "user:" + subject;
    }

    /** The user's id, or the service's name; null when the call is a stranger's as far as is known. */
    public String subjectOf(String authorization) {
        String token = token(authorization);
        User user = token == null ? null : users.getIfPresent(Fingerprint.of(token));
        return user != null && user.expiresAt > clock.instant().getEpochSecond() ? user.subject : null;
    }

    /** Finds out, aside, whose token this is, so that a later call with it is known. */
    public void learn(String authorization) {
        String token = token(authorization);
        if (token == null) {
            return;
        }
        Fingerprint fingerprint = Fingerprint.of(token);
        if (users.getIfPresent(fingerprint) == null && refused.getIfPresent(fingerprint) == null) {
            check(token, fingerprint);
        }
    }

    /** Null when the header holds nothing that could be a token of ours. */
    private static String token(String authorization) {
        boolean bearer = authorization != null
                && authorization.startsWith(SCHEME)
                && authorization.length() - SCHEME.length() <= MAX_LENGTH;
        return bearer ? authorization.substring(SCHEME.length()) : null;
    }

    private void check(String token, Fingerprint fingerprint) {
        if (checks.incrementAndGet() > MAX_CHECKS) {
            checks.decrementAndGet();
            return;
        }
        vertx.executeBlocking(() -> verify(token), false).onComplete(done -> {
            checks.decrementAndGet();
            if (done.succeeded()) {
                users.put(fingerprint, done.result());
            } else {
                refused.put(fingerprint, true);
            }
        });
    }

    /** Tokens that are remembered, good and bad. */
    long remembered() {
        return users.estimatedSize() + refused.estimatedSize();
    }

    private User verify(String token) throws ParseException {
        JsonWebToken claims = parser.parse(token);
        return new User(claims.getSubject(), claims.getExpirationTime());
    }

    private record User(String subject, long expiresAt) {}

    /** What is remembered of a token: 128 bits of its SHA-256, which nobody can make two tokens share. */
    private record Fingerprint(long high, long low) {

        static Fingerprint of(String token) {
            try {
                ByteBuffer hash = ByteBuffer.wrap(
                        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
                return new Fingerprint(hash.getLong(), hash.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
