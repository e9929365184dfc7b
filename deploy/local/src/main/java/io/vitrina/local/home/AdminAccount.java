package io.vitrina.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/**
 * The shop's first administrator.
 *
 * @param password empty when a person chose it on an earlier start: it is kept nowhere here
 * @param made whether the password was made on this start, and so must be shown once
 */
public record AdminAccount(String email, String password, String phone, boolean made) {

    private static final String DEFAULT_EMAIL = "admin@vitrina.local";
    private static final String DEFAULT_PHONE = "+70000000000";
    private static final String EMAIL = "admin.email";
    private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 20;

    /** From the environment, from {@code admin.txt} of an earlier start, or made now. */
    public static AdminAccount of(Home home, Secrets secrets, Map<String, String> environment, SecureRandom random) {
        String given = environment.getOrDefault("VITRINA_ADMIN_PASSWORD", "");
        String known = secrets.orElse(EMAIL, "");
        String email = environment.getOrDefault("VITRINA_ADMIN_EMAIL", known.isEmpty() ? DEFAULT_EMAIL : known);
        String phone = environment.getOrDefault("VITRINA_ADMIN_PHONE", DEFAULT_PHONE);
        secrets.put(EMAIL, email);
        if (!given.isEmpty()) {
            return new AdminAccount(email, given, phone, false);
        }
        if (Files.exists(home.admin())) {
            return new AdminAccount(email, readPassword(home), phone, false);
        }
        if (!known.isEmpty()) {
            return new AdminAccount(email, "", phone, false);
        }
        String password = password(random);
        Home.writePrivate(home.admin(), "login: " + email + "\npassword: " + password + "\n");
        return new AdminAccount(email, password, phone, true);
    }

    /** The password that was made here, from {@code admin.txt}; none when a person chose it. */
    public static Optional<String> kept(Home home) {
        return Files.exists(home.admin()) ? Optional.of(readPassword(home)) : Optional.empty();
    }

    public boolean passwordKnown() {
        return !password.isEmpty();
    }

    private static String readPassword(Home home) {
        try {
            return Files.readAllLines(home.admin()).stream()
                    .filter(line -> line.startsWith("password: "))
                    .map(line -> line.substring("password: ".length()).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Meets the shop's rules: upper and lower case, a digit and one of the marks they ask for. */
    private static String password(SecureRandom random) {
        StringBuilder text = new StringBuilder("V");
        while (text.length() < LENGTH) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.append("7!").toString();
    }
}
