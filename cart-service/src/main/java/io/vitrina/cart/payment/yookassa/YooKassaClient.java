package io.vitrina.cart.payment.yookassa;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.cart.payment.OutcomeUnknown;
import io.vitrina.cart.payment.wire.ProviderHttp;
import io.vitrina.cart.payment.wire.WireReply;
import io.vitrina.cart.payment.wire.WireRequest;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** YooKassa's API over HTTP: who we are, and when we stop asking. */
@ApplicationScoped
class YooKassaClient {

    /** YooKassa itself gives up after 30 s, answers 500 and tries to cancel: we want to hear that. */
    private static final Duration READ = Duration.ofSeconds(35);

    private final ProviderHttp http;
    private final Optional<String> credentials;

    YooKassaClient(PaymentsConfig config) {
        PaymentsConfig.Yookassa yookassa = config.yookassa();
        this.http = new ProviderHttp("YooKassa", yookassa.baseUrl(), READ);
        this.credentials =
                yookassa.shopId().flatMap(shop -> yookassa.secretKey().map(key -> shop + ":" + key));
    }

    /** A call that changes something; the key is spelled as YooKassa spells it. */
    static WireRequest post(String path, JsonNode body, String idempotenceKey) {
        return WireRequest.post(path, "application/json", body.toString()).with("Idempotence-Key", idempotenceKey);
    }

    /** Sends it; while most calls fail, none is sent for some seconds. */
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.5, delay = 5_000, failOn = OutcomeUnknown.class)
    WireReply send(WireRequest request) {
        String basic = credentials.orElseThrow(() -> new IllegalStateException("YooKassa's credentials are not set"));
        return http.send(request.with(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8))));
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
