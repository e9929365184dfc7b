package io.vitrina.cart.payment.stripe;

import io.vitrina.cart.payment.WebhookRejected;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks {@code Stripe-Signature: t=<unix>,v1=<hex>[,v1=…][,v0=…]}: HMAC-SHA256 of {@code t.body} over the raw bytes.
 *
 * <p>Any {@code v1} under any of our secrets will do, since both sides may be rolling theirs; all are compared, each in
 * constant time. The timestamp may be off either way.
 */
final class StripeSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAX_HEADER = 4_096;
    /** Stripe sends one signature a valid secret; a stranger may send many. */
    private static final int MAX_SIGNATURES = 10;

    private final List<SecretKeySpec> secrets;
    private final Duration tolerance;
    private final Clock clock;

    StripeSignature(List<String> secrets, Duration tolerance, Clock clock) {
        this.secrets = secrets.stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /** @throws WebhookRejected when the body isn't Stripe's, or too old, or from the future */
    void check(String header, byte[] body) {
        if (header == null || header.length() > MAX_HEADER) {
            throw new WebhookRejected("no signature");
        }
        String timestamp = null;
        List<byte[]> signatures = new ArrayList<>();
        for (String part : header.split(",")) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equals("t") && timestamp == null) {
                timestamp = pair[1];
            } else if (pair.length == 2 && pair[0].equals("v1")) {
                signatures.add(pair[1].getBytes(StandardCharsets.US_ASCII));
            }
        }
        if (timestamp == null || signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new WebhookRejected("no signature");
        }
        if (!matches(timestamp, body, signatures)) {
            throw new WebhookRejected("no signature matches");
        }
        checkAge(timestamp);
    }

    private boolean matches(String timestamp, byte[] body, List<byte[]> signatures) {
        boolean found = false;
        for (SecretKeySpec secret : secrets) {
            byte[] expected = sign(secret, timestamp, body);
            for (byte[] signature : signatures) {
                found |= MessageDigest.isEqual(expected, signature);
            }
        }
        return found;
    }

    private void checkAge(String timestamp) {
        long seconds;
        try {
            seconds = Long.parseLong(timestamp);
        } catch (NumberFormatException e) {
            throw new WebhookRejected("no timestamp");
        }
        long off = Math.abs(clock.instant().getEpochSecond() - seconds);
        if (off > tolerance.toSeconds()) {
            throw new WebhookRejected("timestamp off by " + off + " s");
        }
    }

    private static byte[] sign(SecretKeySpec secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
