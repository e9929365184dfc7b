package io.vitrina.auth.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.auth.testing.Replica;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service under the profile {@code production}, with secrets that everybody knows and with proper ones. */
class ProductionStartIT {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path keys;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void configureProperly() throws Exception {
        writeKey();
        settings.put("quarkus.profile", "prod,production");
        settings.put("quarkus.datasource.password", secret());
        settings.put("vitrina.auth.keys.directory", keys.toString());
        settings.put("vitrina.auth.pepper", secret());
        settings.put("vitrina.auth.clients.cart-service.secret", secret());
        settings.put("vitrina.auth.admin.email", "admin@shop.example");
        settings.put("vitrina.auth.admin.password", "Kettle$Lamp42");
    }

    @Test
    void properSecretsStart() {
        try (Replica service = Replica.start("auth-production", settings)) {
            assertThat(service.post("/api/v1/auth/login", "{}").statusCode()).isEqualTo(422);
            assertThat(service.output()).doesNotContain("not fit for production");
        }
    }

    @Test
    void eachDefaultSecretIsNamedAndNothingStarts() {
        settings.put("quarkus.datasource.password", "auth");
        settings.put("vitrina.auth.pepper", "change-me-change-me-change-me-change-me");
        settings.put("vitrina.auth.clients.cart-service.secret", "cart-secret");
        settings.put("vitrina.auth.admin.password", "Password1!");
        settings.put("vitrina.auth.keys.generate", "true");
        try (Replica service = Replica.launch("auth-default-secrets", settings)) {
            assertThat(service.awaitEnd()).isNotZero();
            assertThat(service.output())
                    .contains("not fit for production")
                    .contains("quarkus.datasource.password is a default")
                    .contains("vitrina.auth.pepper is a default")
                    .contains("vitrina.auth.clients.cart-service.secret is a default")
                    .contains("vitrina.auth.admin.password ")
                    .contains("vitrina.auth.keys.generate is on")
                    .doesNotContain("change-me-change-me", "cart-secret\"", "Password1!");
        }
    }

    @Test
    void oneDefaultAmongProperSecretsIsEnough() {
        settings.put("vitrina.auth.clients.cart-service.secret", "cart-secret");
        try (Replica service = Replica.launch("auth-one-default", settings)) {
            assertThat(service.awaitEnd()).isNotZero();
            assertThat(service.output())
                    .contains("not fit for production: vitrina.auth.clients.cart-service.secret is a default")
                    .doesNotContain("vitrina.auth.pepper is", "vitrina.auth.admin.password ");
        }
    }

    @Test
    void withoutAKeyNothingStartsEither() throws IOException {
        Files.delete(keys.resolve("first.pem"));
        try (Replica service = Replica.launch("auth-no-key", settings)) {
            assertThat(service.awaitEnd()).isNotZero();
            assertThat(service.output()).contains("no signing key in vitrina.auth.keys.directory");
        }
    }

    private void writeKey() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        Files.writeString(
                keys.resolve("first.pem"),
                pem(generator.generateKeyPair().getPrivate().getEncoded()));
    }

    private static String pem(byte[] key) {
        String label = "PRIVATE KEY-----\n";
        return "-----BEGIN " + label + Base64.getMimeEncoder().encodeToString(key) + "\n-----END " + label;
    }

    private static String secret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
