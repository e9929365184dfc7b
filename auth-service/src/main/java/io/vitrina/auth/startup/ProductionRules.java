package io.vitrina.auth.startup;

import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.password.PasswordPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the production profile must not be started with. The words never hold a secret. */
final class ProductionRules {

    private static final int SHORTEST_SECRET = 24;
    private static final int SHORTEST_DATABASE_PASSWORD = 12;
    private static final String DIGEST_MARK = "sha256:";
    private static final Set<String> GIVEAWAYS =
            Set.of("secret", "password", "changeme", "change-me", "default", "example", "test", "dev-", "local");

    private ProductionRules() {}

    /** Each thing that is wrong, by the name of its setting. */
    static List<String> broken(AuthConfig config, String databasePassword) {
        List<String> broken = new ArrayList<>();
        config.clients().forEach((id, client) -> {
            if (isDefault(client.secret(), SHORTEST_SECRET)) {
                broken.add("vitrina.auth.clients." + id + ".secret is a default, or shorter than " + SHORTEST_SECRET);
            }
        });
        config.pepper()
                .filter(pepper -> isDefault(pepper, SHORTEST_SECRET))
                .ifPresent(pepper -> broken.add("vitrina.auth.pepper is a default"));
        config.admin()
                .password()
                .ifPresent(password -> PasswordPolicy.brokenRules(password)
                        .forEach(rule -> broken.add("vitrina.auth.admin.password " + rule)));
        if (isDefault(databasePassword, SHORTEST_DATABASE_PASSWORD)) {
            broken.add("quarkus.datasource.password is a default, or shorter than " + SHORTEST_DATABASE_PASSWORD);
        }
        if (config.keys().generate()) {
            broken.add("vitrina.auth.keys.generate is on: keys come from the operator");
        }
        return broken;
    }

    private static boolean isDefault(String secret, int shortest) {
        if (secret.startsWith(DIGEST_MARK)) {
            return false;
        }
        String folded = secret.toLowerCase(Locale.ROOT);
        return secret.length() < shortest
                || secret.chars().distinct().count() < shortest / 3
                || GIVEAWAYS.stream().anyMatch(folded::contains);
    }
}
