package io.vitrina.simulator.stripe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs notifications as Stripe does: one {@code v1} for each secret that is valid now. */
public final class StripeSigner {

    private StripeSigner() {}

    /** Value of {@code Stripe-Signature}. */
    public static String header(List<String> secrets, long epochSecond, byte[] body) {
        StringBuilder header = new StringBuilder("t=" + epochSecond);
        for (String secret : secrets) {
            header.append(",v1=").append(sign(secret, epochSecond, body));
        }
        return header.append(",v0=").append("0".repeat(64)).toString();
    }

    /** One signature, lower-case hex. */
    public static String sign(String secret, long epochSecond, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((epochSecond + ".").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
