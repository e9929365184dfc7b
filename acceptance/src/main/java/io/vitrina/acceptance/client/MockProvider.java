package io.vitrina.acceptance.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The mock payment provider's side: tells the shop by signed webhooks how payments ended. */
public final class MockProvider {

    private static final String PATH = "/payments/webhook/mock";

    private final ShopClient shop;
    private final String secret;

    public MockProvider(ShopClient shop, String secret) {
        this.shop = shop;
        this.secret = secret;
    }

    public Answer succeeded(String paymentId) {
        return tell(event(UUID.randomUUID().toString(), "payment.succeeded", paymentId));
    }

    public Answer failed(String paymentId) {
        return tell(event(UUID.randomUUID().toString(), "payment.failed", paymentId));
    }

    public static String event(String eventId, String type, String paymentId) {
        return "{\"event_id\":\"%s\",\"type\":\"%s\",\"payment_id\":\"%s\"}".formatted(eventId, type, paymentId);
    }

    /** Sends the body with its right signature. */
    public Answer tell(String body) {
        return tell(body, signature(body));
    }

    /** What the shop wants to see in {@code X-Mock-Signature}. */
    public String signature(String body) {
        return signature(body.getBytes(StandardCharsets.UTF_8));
    }

    /** Of bytes that are no text. */
    public String signature(byte[] body) {
        return "sha256=" + hmac(body);
    }

    public Answer tell(String body, String signature) {
        return shop.with("X-Mock-Signature", signature).send("POST", PATH, body);
    }

    private String hmac(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
