package io.vitrina.kit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} its database: {@code @QuarkusTestResource(value = DatabaseResource.class, initArgs =
 * @ResourceArg(name = "role", value = "catalog"))}.
 */
public class DatabaseResource implements QuarkusTestResourceLifecycleManager {

    private String role;

    @Override
    public void init(Map<String, String> args) {
        role = args.get("role");
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.datasource.jdbc.url", EmbeddedDatabase.url(),
                "quarkus.datasource.username", role,
                "quarkus.datasource.password", EmbeddedDatabase.password());
    }

    @Override
    public void stop() {
        // The server lives as long as the JVM: the next test profile uses it again.
    }
}
