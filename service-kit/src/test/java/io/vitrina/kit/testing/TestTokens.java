package io.vitrina.kit.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Signs tokens for tests with a key made in this JVM: good ones, and, since every part can be changed, bad ones.
 *
 * <p>Written by hand rather than by the library under test, so that it can also sign what no library would.
 */
public final class TestTokens {

    public static final String KID = "test-key";

    private static final KeyPair KEYS = makeKeys();

    private TestTokens() {}

    public static String user(long id) {
        return sign(header(), claims(String.valueOf(id), List.of("user"), "access_token"));
    }

    public static String admin(long id) {
        return sign(header(), claims(String.valueOf(id), List.of("user", "admin"), "access_token"));
    }

    /** A token of another service, with the scopes it was given, separated by blanks. */
    public static String service(String client, String scope) {
        return sign(header(), claims(client, List.of("service"), scope));
    }

    public static Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", "at+jwt");
        header.put("alg", "RS256");
        header.put("kid", KID);
        return header;
    }

    public static Map<String, Object> claims(String subject, List<String> groups, String scope) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "vitrina");
        claims.put("aud", "vitrina");
        claims.put("sub", subject);
        claims.put("upn", subject);
        claims.put("groups", groups);
        claims.put("scope", scope);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("sid", UUID.randomUUID().toString());
        claims.put("email_verified", true);
        claims.put("iat", now);
        claims.put("exp", now + 600);
        return claims;
    }

    public static String sign(Map<String, ?> header, Map<String, ?> claims) {
        return sign(json(header), json(claims));
    }

    /** Signs raw JSON texts, for headers and claims that a map can't hold. */
    public static String sign(String header, String claims) {
        return sign(KEYS, header, claims);
    }

    /** Signs with a key that nobody publishes. */
    public static String signWith(KeyPair keys, Map<String, ?> header, Map<String, ?> claims) {
        return sign(keys, json(header), json(claims));
    }

    private static String sign(KeyPair keys, String header, String claims) {
        try {
            String content = encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                    + encode(claims.getBytes(StandardCharsets.UTF_8));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RSAPublicKey publicKey() {
        return (RSAPublicKey) KEYS.getPublic();
    }

    /** The public key as the auth service would publish it. */
    public static String jwks() {
        return json(Map.of(
                "keys",
                List.of(Map.of(
                        "kty",
                        "RSA",
                        "use",
                        "sig",
                        "alg",
                        "RS256",
                        "kid",
                        KID,
                        "n",
                        encode(unsigned(publicKey().getModulus().toByteArray())),
                        "e",
                        encode(unsigned(publicKey().getPublicExponent().toByteArray()))))));
    }

    public static String json(Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(e -> json(e.getKey()) + ":" + json(e.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case List<?> list -> list.stream().map(TestTokens::json).collect(Collectors.joining(",", "[", "]"));
            default -> value.toString();
        };
    }

    private static byte[] unsigned(byte[] bytes) {
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair makeKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
