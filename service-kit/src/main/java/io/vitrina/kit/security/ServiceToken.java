package io.vitrina.kit.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * This service's own access token, by client credentials (RFC 6749, 4.4), kept until it is nearly spent.
 *
 * <p>While the auth service is away the token at hand serves to its end; only then does a call fail with 503.
 */
@ApplicationScoped
public class ServiceToken {

    private static final Logger LOG = Logger.getLogger(ServiceToken.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** A token this near its end is not sent any more: the call it goes with takes time, and clocks differ. */
    private static final Duration RESERVE = Duration.ofSeconds(15);

    private final ServiceConfig config;
    private final ObjectMapper json;
    private final Clock clock = Clock.systemUTC();
    private final HttpClient http;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Held held = new Held("", Instant.EPOCH, Instant.EPOCH);

    private record Held(String token, Instant renewAt, Instant expiresAt) {}

    ServiceToken(ServiceConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
        this.http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofMillis(500))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The value of an {@code Authorization} header; 503 when there is no token and none can be had. */
    public String bearer() {
        Instant now = clock.instant();
        Held current = held;
        if (now.isBefore(current.renewAt())) {
            return "Bearer " + current.token();
        }
        boolean usable = now.isBefore(current.expiresAt().minus(RESERVE));
        // With a usable token at hand nobody waits for the one who renews it.
        if (usable ? fetching.tryLock() : lock()) {
            try {
                if (held == current) {
                    held = fetch(now);
                }
            } catch (IOException e) {
                LOG.warnf("no new service token: %s", e.getMessage());
                if (!usable) {
                    throw ProblemException.unavailable("the auth service is away", RETRY_AFTER);
                }
            } finally {
                fetching.unlock();
            }
        }
        return "Bearer " + held.token();
    }

    /** Drops the token, so that the next call gets a new one: for when the other side refused it. */
    public void forget() {
        held = new Held("", Instant.EPOCH, Instant.EPOCH);
    }

    private boolean lock() {
        fetching.lock();
        return true;
    }

    private Held fetch(Instant now) throws IOException {
        String form = "grant_type=client_credentials&client_id=" + encode(required(config.clientId(), "client-id"))
                + "&client_secret=" + encode(required(config.clientSecret(), "client-secret"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(config.authUrl() + "/internal/token"))
                .timeout(config.timeout())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("the auth service answered " + response.statusCode());
            }
            JsonNode body = json.readTree(response.body());
            long seconds = body.path("expires_in").asLong();
            return new Held(body.path("access_token").asText(), now.plusSeconds(seconds / 2), now.plusSeconds(seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String required(Optional<String> value, String name) {
        return value.orElseThrow(() -> new IllegalStateException("vitrina.service." + name + " is not set"));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
