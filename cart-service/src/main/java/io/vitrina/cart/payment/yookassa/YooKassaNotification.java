package io.vitrina.cart.payment.yookassa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.cart.payment.RawWebhook;
import io.vitrina.cart.payment.WebhookHint;
import io.vitrina.cart.payment.WebhookHint.Kind;
import io.vitrina.cart.payment.WebhookRejected;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A notification of YooKassa's, as a hint: which object to ask for, and nothing that it says about it. */
final class YooKassaNotification {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Ids go into paths of our calls. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private static final Pattern EVENT = Pattern.compile("[a-z_.]{1,64}");
    private static final int DIGEST_BYTES = 8;

    private YooKassaNotification() {}

    /** @throws WebhookRejected when it can't be read */
    static WebhookHint read(RawWebhook webhook) {
        JsonNode notification;
        try {
            notification = JSON.readTree(webhook.content());
        } catch (IOException e) {
            throw new WebhookRejected("not JSON");
        }
        String event = notification.path("event").asText();
        String object = notification.path("object").path("id").asText();
        if (!EVENT.matcher(event).matches() || !ID.matcher(object).matches()) {
            throw new WebhookRejected("no event or no object id");
        }
        Kind kind = kind(event);
        // There is no event id. The body's digest is part of the key so that somebody else's false notification
        // about a payment can't stand in the true one's way.
        String key = event + ":" + object + ":" + digest(webhook.body());
        return new WebhookHint(key, kind == Kind.OTHER ? null : object, kind);
    }

    private static Kind kind(String event) {
        return switch (event) {
            case "payment.succeeded", "payment.canceled", "payment.waiting_for_capture" -> Kind.PAYMENT;
            case "refund.succeeded" -> Kind.REFUND;
            default -> Kind.OTHER;
        };
    }

    private static String digest(byte[] body) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(whole, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
