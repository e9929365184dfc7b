package io.vitrina.local.stack;

import io.vitrina.local.home.AdminAccount;
import io.vitrina.local.home.Home;
import io.vitrina.local.home.Secrets;
import io.vitrina.local.home.Settings;
import io.vitrina.local.postgres.Postgres;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each process is told about this machine: a private file of settings, which win over the packaged ones and lose
 * to the environment.
 */
final class ServiceSettings {

    /** Above the packaged {@code application.properties} (250), below environment variables (300). */
    private static final String ORDINAL = "275";

    private final Settings settings;
    private final Home home;
    private final Secrets secrets;
    private final AdminAccount admin;

    ServiceSettings(Settings settings, Home home, Secrets secrets, AdminAccount admin) {
        this.settings = settings;
        this.home = home;
        this.secrets = secrets;
        this.admin = admin;
    }

    /** Writes the file anew and answers where it is. */
    Path write(Service service) {
        Map<String, String> values = common();
        switch (service) {
            case AUTH -> auth(values);
            case CATALOG -> catalog(values);
            case CART -> cart(values);
            case GATEWAY -> gateway(values);
        }
        Path file = home.run().resolve(service.label() + ".properties");
        StringBuilder text = new StringBuilder("# Written at each start.\nconfig_ordinal=" + ORDINAL + "\n");
        values.forEach((name, value) ->
                text.append(name).append('=').append(escape(value)).append('\n'));
        Home.writePrivate(file, text.toString());
        return file;
    }

    private Map<String, String> common() {
        Map<String, String> values = new TreeMap<>();
        String auth = settings.url(settings.ports().auth()).toString();
        values.put("vitrina.token.jwks-url", auth + "/.well-known/jwks.json");
        values.put("vitrina.public-url", settings.publicUrl().toString());
        return values;
    }

    private void auth(Map<String, String> values) {
        database(values, "auth");
        mail(values);
        values.put("vitrina.auth.keys.directory", home.keys().toString());
        values.put("vitrina.auth.keys.generate", "true");
        if (admin.passwordKnown()) {
            values.put("vitrina.auth.admin.email", admin.email());
            values.put("vitrina.auth.admin.password", admin.password());
            values.put("vitrina.auth.admin.phone", admin.phone());
        }
        client(values, "cart-service", "catalog:lookup,catalog:reserve,auth:revocations");
        client(values, "catalog-service", "auth:revocations");
        client(values, "operator", "consistency:read,stock:repair");
    }

    private void catalog(Map<String, String> values) {
        database(values, "catalog");
        values.put("vitrina.catalog.media.directory", home.media().toString());
        identity(values, "catalog-service");
    }

    private void cart(Map<String, String> values) {
        database(values, "cart");
        mail(values);
        values.put(
                "vitrina.cart.catalog-url",
                settings.url(settings.ports().catalog()).toString());
        values.put("vitrina.payments.mock.secret", settings.mockSecret());
        values.putAll(Simulator.shopSettings(settings));
        identity(values, "cart-service");
    }

    private void gateway(Map<String, String> values) {
        values.put(
                "vitrina.gateway.services.auth",
                settings.url(settings.ports().auth()).toString());
        values.put(
                "vitrina.gateway.services.catalog",
                settings.url(settings.ports().catalog()).toString());
        values.put(
                "vitrina.gateway.services.cart",
                settings.url(settings.ports().cart()).toString());
    }

    private void database(Map<String, String> values, String role) {
        values.put("quarkus.datasource.jdbc.url", Postgres.url(settings));
        values.put("quarkus.datasource.username", role);
        values.put("quarkus.datasource.password", secrets.get(role));
    }

    private void mail(Map<String, String> values) {
        values.put("quarkus.mailer.host", settings.reachable());
        values.put("quarkus.mailer.port", Integer.toString(settings.ports().smtp()));
        values.put("quarkus.mailer.mock", "false");
    }

    private void client(Map<String, String> values, String id, String scopes) {
        values.put("vitrina.auth.clients." + id + ".secret", secrets.get("client." + id));
        values.put("vitrina.auth.clients." + id + ".scopes", scopes);
    }

    private void identity(Map<String, String> values, String id) {
        values.put(
                "vitrina.service.auth-url",
                settings.url(settings.ports().auth()).toString());
        values.put("vitrina.service.client-id", id);
        values.put("vitrina.service.client-secret", secrets.get("client." + id));
    }

    /** As properties files want it, and without SmallRye's expressions: a password may hold a dollar sign. */
    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("$", "\\\\$");
    }
}
