package io.vitrina.cart.payment.stripe;

import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.cart.payment.OutcomeUnknown;
import io.vitrina.cart.payment.wire.ProviderHttp;
import io.vitrina.cart.payment.wire.WireReply;
import io.vitrina.cart.payment.wire.WireRequest;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Stripe's API over HTTP: who we are, which version we speak, and when we stop asking. */
@ApplicationScoped
class StripeClient {

    private static final Duration READ = Duration.ofSeconds(10);

    private final ProviderHttp http;
    private final Optional<String> secretKey;
    private final String apiVersion;

    StripeClient(PaymentsConfig config) {
        this.http = new ProviderHttp("Stripe", config.stripe().baseUrl(), READ);
        this.secretKey = config.stripe().secretKey();
        this.apiVersion = config.stripe().apiVersion();
    }

    /** A call that changes something, as a form; an idempotency key of null sends none. */
    static WireRequest post(String path, Map<String, String> form, String idempotencyKey) {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        WireRequest request = WireRequest.post(path, "application/x-www-form-urlencoded", body);
        return idempotencyKey == null ? request : request.with("Idempotency-Key", idempotencyKey);
    }

    /** Sends it; while most calls fail, none is sent for some seconds. */
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.5, delay = 5_000, failOn = OutcomeUnknown.class)
    WireReply send(WireRequest request) {
        String key = secretKey.orElseThrow(() -> new IllegalStateException("Stripe's secret key is not set"));
        return http.send(request.with("Authorization", "Bearer " + key).with("Stripe-Version", apiVersion));
    }

    @PreDestroy
    void close() {
        http.close();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
