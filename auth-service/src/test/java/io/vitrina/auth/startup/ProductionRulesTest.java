package io.vitrina.auth.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vitrina.auth.config.AuthConfig;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductionRulesTest {

    private static final String GOOD = "v8Kq2nXw5Rt7Zp3Lm9Hd4Gs6Fb1Jc0Yx";

    private final Map<String, String> values = new HashMap<>(Map.of(
            "vitrina.auth.keys.directory", "keys",
            "vitrina.auth.keys.generate", "false",
            "vitrina.auth.password-reset.url", "https://shop.example/reset",
            "vitrina.auth.pepper", GOOD,
            "vitrina.auth.clients.cart-service.secret", GOOD,
            "vitrina.auth.admin.password", "Kettle$Lamp42"));

    private java.util.List<String> broken(String databasePassword) {
        AuthConfig config = new SmallRyeConfigBuilder()
                .withMapping(AuthConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build()
                .getConfigMapping(AuthConfig.class);
        return ProductionRules.broken(config, databasePassword);
    }

    @Test
    void goodSecretsStart() {
        assertThat(broken(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "vitrina.auth.clients.cart-service.secret,cart-secret",
        "vitrina.auth.clients.cart-service.secret,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "vitrina.auth.pepper,change-me-change-me-change-me-change-me",
        "vitrina.auth.admin.password,Password1!",
        "vitrina.auth.admin.password,admin",
        "vitrina.auth.keys.generate,true"
    })
    void defaultOrWeakOneIsNamedWithoutBeingTold(String setting, String value) {
        values.put(setting, value);
        assertThat(broken(GOOD))
                .isNotEmpty()
                .allMatch(line -> line.startsWith(setting))
                .noneMatch(line -> value.length() > 5 && line.contains(value));
    }

    @Test
    void weakDatabasePasswordIsNamed() {
        assertThat(broken("auth")).hasSize(1).first().asString().startsWith("quarkus.datasource.password");
    }

    @Test
    void digestOfASecretIsTaken() {
        values.put("vitrina.auth.clients.cart-service.secret", "sha256:" + "ab".repeat(32));
        assertThat(broken(GOOD)).isEmpty();
    }
}
