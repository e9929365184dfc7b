package io.vitrina.auth.key;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a JWK set (RFC 7517), from public keys only: there is no private member that could slip in. */
final class Jwks {

    private Jwks() {}

    static String write(List<SigningKey> keys) {
        return keys.stream()
                .sorted(Comparator.comparing(SigningKey::kid))
                .map(Jwks::write)
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private static String write(SigningKey key) {
        return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"" + key.kid() + "\",\"n\":\""
                + encode(key.open().getModulus()) + "\",\"e\":\""
                + encode(key.open().getPublicExponent()) + "\"}";
    }

    private static String encode(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }
}
