package io.vitrina.auth.user;

import java.util.Locale;

/**
 * What somebody types into the one login field: an e-mail address when it holds an {@code @}, else a phone.
 *
 * @param value normalised, so that all spellings of one login are one
 */
public record LoginName(boolean isEmail, String value) {

    public static LoginName parse(String text) {
        // Addresses and phones are ASCII: with anything else in it a login is nobody's, and no database has to read it.
        String stripped = text.strip().replaceAll("[^\\x20-\\x7e]", "?");
        if (stripped.indexOf('@') >= 0) {
            return new LoginName(true, stripped.toLowerCase(Locale.ROOT));
        }
        return new LoginName(false, phone(stripped));
    }

    /** {@code 8 (999) 123-45-67} is the same phone as {@code +79991234567}. */
    private static String phone(String text) {
        String bare = text.replaceAll("[\\s()\\-]", "");
        if (bare.matches("[78][0-9]{10}")) {
            return "+7" + bare.substring(1);
        }
        return bare;
    }
}
