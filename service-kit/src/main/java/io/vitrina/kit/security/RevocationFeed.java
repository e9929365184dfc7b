package io.vitrina.kit.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Asks the auth service every few seconds what was revoked since the last time.
 *
 * <p>While the feed is away nothing new is refused and nothing fails: tokens then live to their end.
 */
@ApplicationScoped
public class RevocationFeed {

    private static final Logger LOG = Logger.getLogger(RevocationFeed.class);

    private final ServiceConfig config;
    private final ServiceToken token;
    private final Revocations revocations;
    private final ObjectMapper json;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofMillis(500))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private ScheduledExecutorService schedule;
    private long since;
    private boolean away;

    RevocationFeed(ServiceConfig config, ServiceToken token, Revocations revocations, ObjectMapper json) {
        this.config = config;
        this.token = token;
        this.revocations = revocations;
        this.json = json;
    }

    void start(@Observes StartupEvent started) {
        if (config.clientId().isEmpty()) {
            return;
        }
        schedule = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("revocations").factory());
        long every = config.revocationsEvery().toMillis();
        schedule.scheduleWithFixedDelay(this::poll, 0, every, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (schedule != null) {
            schedule.shutdownNow();
        }
    }

    /** One round; never throws, since an exception would end the schedule. */
    private void poll() {
        try {
            while (readPage()) {
                // A long outage leaves more than one page behind.
            }
            revocations.sweep();
            if (away) {
                LOG.info("the revocation feed is back");
                away = false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            if (!away) {
                LOG.warnf("the revocation feed is away, tokens live to their end: %s", e.getMessage());
                away = true;
            }
        }
    }

    /** Reads what is next; whether there is more. */
    private boolean readPage() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(config.authUrl() + "/internal/revocations?since=" + since))
                .timeout(config.timeout())
                .header("Authorization", token.bearer())
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 401) {
            token.forget();
        }
        if (response.statusCode() != 200) {
            throw new IOException("the auth service answered " + response.statusCode());
        }
        JsonNode page = json.readTree(response.body());
        for (JsonNode item : page.path("items")) {
            apply(item);
        }
        long next = page.path("next").asLong(since);
        boolean more = page.path("more").asBoolean() && next > since;
        since = next;
        return more;
    }

    private void apply(JsonNode item) {
        Instant until = Instant.parse(item.path("expires_at").asText());
        if (item.path("session_id").isTextual()) {
            revocations.endSession(item.path("session_id").asText(), until);
        } else {
            revocations.endTokensOf(
                    item.path("user_id").asLong(),
                    Instant.parse(item.path("not_before").asText()),
                    until);
        }
    }
}
