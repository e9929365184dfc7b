package io.vitrina.auth.user;

import io.vitrina.auth.password.PasswordPolicy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;

/** What a field of a user must be; the same at registration and at every later change. */
public enum Rule {
    FULL_NAME {
        @Override
        public List<String> broken(String value) {
            if (value == null) {
                return REQUIRED;
            }
            int length = value.codePointCount(0, value.length());
            if (value.isBlank() || length > MAX_NAME) {
                return List.of("must be 1 to " + MAX_NAME + " characters");
            }
            return isPrintable(value) ? List.of() : List.of("must not hold control characters");
        }
    },
    EMAIL {
        @Override
        public List<String> broken(String value) {
            if (value == null) {
                return REQUIRED;
            }
            return value.length() <= MAX_EMAIL && EMAIL_SHAPE.matcher(value).matches()
                    ? List.of()
                    : List.of("must be an e-mail address");
        }
    },
    PHONE {
        @Override
        public List<String> broken(String value) {
            if (value == null) {
                return REQUIRED;
            }
            return PHONE_SHAPE.matcher(value).matches() ? List.of() : List.of("must be +7 and ten digits");
        }
    },
    PASSWORD {
        @Override
        public List<String> broken(String value) {
            return PasswordPolicy.brokenRules(value);
        }
    },
    IMAGE_URL {
        @Override
        public List<String> broken(String value) {
            if (value == null) {
                return List.of();
            }
            return value.length() <= MAX_URL && isWebAddress(value)
                    ? List.of()
                    : List.of("must be an http or https address of at most " + MAX_URL + " characters");
        }
    };

    static final int MAX_NAME = 200;
    static final int MAX_EMAIL = 254;
    static final int MAX_URL = 2048;

    private static final List<String> REQUIRED = List.of("is required");
    private static final Pattern PHONE_SHAPE = Pattern.compile("\\+7[0-9]{10}");
    private static final Pattern EMAIL_SHAPE =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z0-9-]{2,63}");

    /** Each rule that the value breaks, in words. */
    public abstract List<String> broken(String value);

    private static boolean isPrintable(String value) {
        return value.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                        || isBidiControl(c));
    }

    /** Marks that make a name read backwards in a list or a letter. */
    private static boolean isBidiControl(int c) {
        return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    private static boolean isWebAddress(String value) {
        try {
            URI uri = new URI(value);
            return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && value.chars().allMatch(c -> c > ' ' && c < 127);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
