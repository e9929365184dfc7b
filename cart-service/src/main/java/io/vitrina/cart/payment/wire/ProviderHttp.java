package io.vitrina.cart.payment.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.cart.payment.OutcomeUnknown;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Sends calls to one provider. Follows no redirect, reads no endless answer, and repeats a call whose outcome is not
 * known: after a network error, 409 (the same key is being worked on), 429, 5xx, and 202 (still being worked on).
 */
public final class ProviderHttp implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ProviderHttp.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 3;
    /** No further attempt starts later than this: whoever waits for us has a limit too. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long FIRST_WAIT_MILLIS = 100;
    private static final long MAX_ANSWER = 1L << 20;
    private static final Set<Integer> UNDECIDED = Set.of(202, 409, 429);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String provider;
    private final URI baseUrl;
    private final Duration readTimeout;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    /** @param readTimeout how long one attempt may take from sending to the last byte of the answer */
    public ProviderHttp(String provider, URI baseUrl, Duration readTimeout) {
        this.provider = provider;
        this.baseUrl = baseUrl;
        this.readTimeout = readTimeout;
    }

    /**
     * Sends it, at most three times.
     *
     * @return a success, or a 4xx that would come again
     * @throws OutcomeUnknown when nobody can say what became of it
     */
    public WireReply send(WireRequest request) {
        long started = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(request);
            } catch (OutcomeUnknown e) {
                boolean late = System.nanoTime() - started > PATIENCE.toNanos();
                if (attempt == ATTEMPTS || late) {
                    throw e;
                }
                LOG.debugf("%s, attempt %d", e.getMessage(), attempt);
                pause(attempt, e);
            }
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private WireReply attempt(WireRequest request) {
        HttpResponse<byte[]> answer = exchange(request);
        int status = answer.statusCode();
        if (status >= 500 || status < 200 || status / 100 == 3 || UNDECIDED.contains(status)) {
            throw new OutcomeUnknown(provider + " answered " + status + " to " + request);
        }
        try {
            return new WireReply(status, JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new OutcomeUnknown(provider + " answered " + request + " with something else than JSON", e);
        }
    }

    private HttpResponse<byte[]> exchange(WireRequest request) {
        HttpRequest.Builder call = HttpRequest.newBuilder(baseUrl.resolve(request.path()))
                .method(
                        request.method(),
                        request.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(call::header);
        BodyHandler<byte[]> handler = BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER);
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(call.build(), handler);
        try {
            // The client's own timeout ends with the answer's head; this one covers the body.
            return answer.get(readTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new OutcomeUnknown("no answer from " + provider + " to " + request, e.getCause());
        } catch (TimeoutException e) {
            throw new OutcomeUnknown("no answer from " + provider + " to " + request + " in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknown("interrupted during " + request, e);
        } finally {
            answer.cancel(true);
        }
    }

    /** Between half and the whole of 100 ms, 200 ms: repeats of many callers don't come in step. */
    private static void pause(int attempt, OutcomeUnknown cause) {
        long most = FIRST_WAIT_MILLIS << (attempt - 1);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }
}
