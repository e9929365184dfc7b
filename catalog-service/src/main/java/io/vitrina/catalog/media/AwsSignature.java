package io.vitrina.catalog.media;

import io.vitrina.kit.text.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests to S3-compatible stores (AWS Signature Version 4, header form, whole payload).
 *
 * <p>Two calls are all that pictures need; the SDK would bring some forty jars for them.
 */
final class AwsSignature {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String SERVICE = "s3";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    private final String region;
    private final String accessKey;
    private final String secretKey;

    AwsSignature(String region, String accessKey, String secretKey) {
        this.region = region;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /**
     * The headers that make a request a signed one, to be sent besides the given ones.
     *
     * @param uri without a query, its path of characters that need no encoding
     * @param headers further headers that are signed, names in lower case
     */
    SortedMap<String, String> sign(
            String method, URI uri, SortedMap<String, String> headers, byte[] payload, Instant now) {
        String time = TIME.format(now);
        String payloadHash = hex(Sha256.of(payload));
        SortedMap<String, String> signed = new TreeMap<>(headers);
        signed.put("host", host(uri));
        signed.put("x-amz-content-sha256", payloadHash);
        signed.put("x-amz-date", time);
        String names = String.join(";", signed.keySet());
        String lines = signed.entrySet().stream()
                .map(header -> header.getKey() + ':' + header.getValue().strip() + '\n')
                .collect(Collectors.joining());
        String request = method + '\n' + uri.getRawPath() + "\n\n" + lines + '\n' + names + '\n' + payloadHash;
        String scope = DAY.format(now) + '/' + region + '/' + SERVICE + "/aws4_request";
        String toSign = ALGORITHM + '\n' + time + '\n' + scope + '\n' + hex(Sha256.of(request));
        String signature = hex(hmac(key(DAY.format(now)), toSign));
        SortedMap<String, String> result = new TreeMap<>();
        result.put("x-amz-content-sha256", payloadHash);
        result.put("x-amz-date", time);
        result.put(
                "authorization",
                ALGORITHM + " Credential=" + accessKey + '/' + scope + ",SignedHeaders=" + names + ",Signature="
                        + signature);
        return result;
    }

    private byte[] key(String day) {
        byte[] key = hmac(utf8("AWS4" + secretKey), day);
        key = hmac(key, region);
        key = hmac(key, SERVICE);
        return hmac(key, "aws4_request");
    }

    private static String host(URI uri) {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ':' + uri.getPort();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
