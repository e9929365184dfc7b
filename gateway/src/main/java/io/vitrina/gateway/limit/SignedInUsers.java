package io.vitrina.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Whose access token a call carries, so that users behind one address don't use up each other's allowance.
 *
 * <p>A token counts once its signature has been checked, which happens aside: the first call with a new one is counted
 * by its address, like that of any stranger. Whoever invents tokens gains nothing.
 */
@Singleton
public class SignedInUsers {

    private static final String SCHEME = "Bearer ";
    private static final int MAX_TOKENS = 50_000;

    /** Checks that may wait at once; beyond, the call stays a stranger's. */
    private static final int MAX_CHECKS = 64;

    /** For how long a bad token, or one that couldn't be checked, is not looked at again. */
    private static final Duration REFUSED_FOR = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final JWTParser parser;
    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger checks = new AtomicInteger();
    private final Cache<String, User> users = Caffeine.newBuilder()
            .maximumSize(MAX_TOKENS)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();
    private final Cache<String, Boolean> refused = Caffeine.newBuilder()
            .maximumSize(MAX_TOKENS)
            .expireAfterWrite(REFUSED_FOR)
            .build();

    SignedInUsers(Vertx vertx, JWTParser parser) {
        this.vertx = vertx;
        this.parser = parser;
    }

    /** The key to count by; null when the call is a stranger's as far as is known. */
    public String keyOf(String authorization) {
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return null;
        }
        String token = authorization.substring(SCHEME.length());
        User user = users.getIfPresent(token);
        if (user == null) {
            if (refused.getIfPresent(token) == null) {
                check(token);
            }
            return null;
        }
        return user.expiresAt > clock.instant().getEpochSecond() ? user.key : null;
    }

    private void check(String token) {
        if (checks.incrementAndGet() > MAX_CHECKS) {
            checks.decrementAndGet();
            return;
        }
        vertx.executeBlocking(() -> verify(token), false).onComplete(done -> {
            checks.decrementAndGet();
            if (done.succeeded()) {
                users.put(token, done.result());
            } else {
                refused.put(token, true);
            }
        });
    }

    private User verify(String token) throws ParseException {
        JsonWebToken claims = parser.parse(token);
        return new User("user:" + claims.getSubject(), claims.getExpirationTime());
    }

    private record User(String key, long expiresAt) {}
}
