package io.vitrina.auth.password;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a new password must be: the shape that the shop asks for, and nothing that everybody would guess. */
public final class PasswordPolicy {

    static final String COMMON = "is one of the most common passwords";
    static final String PERSONAL = "must not be made of your own e-mail address or phone";

    private static final int MIN_LENGTH = 8;
    private static final int MAX_BYTES = 72;
    private static final int MIN_PERSONAL_LENGTH = 4;
    private static final String SHOP = "vitrina";
    private static final String SPECIAL = "$%&!:";

    private PasswordPolicy() {}

    /** Each rule that the password breaks, in words; none when it may be used. */
    public static List<String> brokenRules(String password) {
        if (password == null) {
            return List.of("is required");
        }
        List<String> broken = new ArrayList<>();
        if (password.codePointCount(0, password.length()) < MIN_LENGTH) {
            broken.add("must be at least " + MIN_LENGTH + " characters");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            broken.add("must be at most " + MAX_BYTES + " bytes");
        }
        if (!password.chars().allMatch(c -> c > ' ' && c < 127)) {
            broken.add("must be Latin letters, digits and punctuation only");
        }
        if (password.chars().noneMatch(c -> c >= 'A' && c <= 'Z')) {
            broken.add("must have an upper-case letter");
        }
        if (password.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0)) {
            broken.add("must have one of " + SPECIAL);
        }
        if (CommonPasswords.contain(password) || isMadeOf(password.toLowerCase(Locale.ROOT), SHOP)) {
            broken.add(COMMON);
        }
        return broken;
    }

    /** Whether the password is little more than what everybody knows of its owner. */
    public static List<String> brokenPersonalRules(String password, String email, String phone) {
        if (password == null) {
            return List.of();
        }
        String folded = password.toLowerCase(Locale.ROOT);
        return isMadeOf(folded, localPart(email)) || isMadeOf(folded, digits(phone)) ? List.of(PERSONAL) : List.of();
    }

    /** Made of it: at most three characters more. */
    private static boolean isMadeOf(String folded, String word) {
        return word.length() >= MIN_PERSONAL_LENGTH && folded.contains(word) && folded.length() - word.length() <= 3;
    }

    private static String localPart(String email) {
        int at = email == null ? -1 : email.indexOf('@');
        return at < 0 ? "" : email.substring(0, at).toLowerCase(Locale.ROOT);
    }

    private static String digits(String phone) {
        String digits = phone == null ? "" : phone.replaceAll("[^0-9]", "");
        // Without the country's digit people know it as well.
        return digits.length() == 11 ? digits.substring(1) : digits;
    }
}
