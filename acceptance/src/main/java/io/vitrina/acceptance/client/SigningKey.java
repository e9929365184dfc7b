package io.vitrina.acceptance.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The shop's own signing key, for tokens that it would never sign itself: expired, of another role, of another type. */
public final class SigningKey {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /** @param folder the PEM files of the auth service, each named after its key id */
    public SigningKey(Path folder) {
        this.folder = folder;
    }

    /** A copy of the token with other claims, under a signature that is good. */
    public String resign(String token, Consumer<ObjectNode> change) {
        try {
            String[] parts = token.split("\\.");
            byte[] header = Base64.getUrlDecoder().decode(parts[0]);
            ObjectNode claims =
                    (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            change.accept(claims);
            String signed = encode(header) + "." + encode(JSON.writeValueAsBytes(claims));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(privateKey(JSON.readTree(header).path("kid").asText()));
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The token as it will be when its time is long over. */
    public String expired(String token) {
        return resign(token, claims -> {
            claims.put("iat", claims.path("iat").asLong() - 7_200);
            claims.put("exp", claims.path("exp").asLong() - 7_200);
        });
    }

    private PrivateKey privateKey(String kid) throws IOException, GeneralSecurityException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path file = files.filter(f -> f.getFileName().toString().startsWith(kid)
                            && f.getFileName().toString().endsWith(".pem"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no key " + kid + " in " + folder));
            String body =
                    Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
