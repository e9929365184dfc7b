package io.vitrina.local.home;

import io.vitrina.local.LaunchException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Passwords that the parts of one shop use among themselves: made on the first start, kept in a private file. */
public final class Secrets {

    /** PostgreSQL's superuser, the three roles, and the clients of {@code POST /internal/token}. */
    private static final List<String> NAMES = List.of(
            "postgres", "auth", "catalog", "cart", "client.cart-service", "client.catalog-service", "client.operator");

    private static final int BYTES = 24;

    private final Path file;
    private final Map<String, String> values;

    private Secrets(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /** Reads them, and makes those that are missing. */
    public static Secrets of(Home home, SecureRandom random) {
        Secrets secrets = new Secrets(home.secrets(), read(home.secrets()));
        boolean complete = true;
        for (String name : NAMES) {
            if (!secrets.values.containsKey(name)) {
                secrets.values.put(name, random(random));
                complete = false;
            }
        }
        if (!complete) {
            secrets.write();
        }
        return secrets;
    }

    public String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no secret is called " + name);
        }
        return value;
    }

    /** Unlike {@link #get}, for what isn't always there. */
    public String orElse(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    public void put(String name, String value) {
        if (!value.equals(values.put(name, value))) {
            write();
        }
    }

    private void write() {
        StringBuilder text = new StringBuilder("# Made on the first start. Keep it to yourself.\n");
        values.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        Home.writePrivate(file, text.toString());
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> values = new TreeMap<>();
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new LaunchException("The secrets in " + file + " cannot be read: " + e.getMessage() + ".", e);
            }
            properties.forEach((name, value) -> values.put((String) name, (String) value));
        }
        return values;
    }

    private static String random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
