package io.vitrina.auth.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The passwords that everybody tries first.
 *
 * <p>A list of words alone would miss them: rules about shape turn {@code password} into {@code Password1!}. So what is
 * looked up is the word underneath, without case, without the digits and signs put around it, and with the usual stand-ins
 * ({@code @} for a, {@code 0} for o) put back.
 */
final class CommonPasswords {

    private static final String LIST = "/common-passwords.txt";

    /** More than this around the word is no decoration any more. */
    private static final int MAX_DECORATION = 5;

    /** The same for a run of digits: a short one within a longer password is common and harmless. */
    private static final int MAX_AROUND_NUMBER = 3;

    private static final int MIN_WORD = 3;
    private static final String KEYBOARD = "qwertyuiop asdfghjkl zxcvbnm 1234567890 abcdefghijklmnopqrstuvwxyz"
            + " 1qaz2wsx3edc4rfv5tgb6yhn7ujm !qaz@wsx#edc$rfv zaq12wsx";

    private static final Set<String> WORDS = read();

    private CommonPasswords() {}

    static boolean contain(String password) {
        String folded = password.toLowerCase(Locale.ROOT);
        if (WORDS.contains(folded) || WORDS.contains(withoutSigns(folded))) {
            return true;
        }
        if (isDecorated(folded, strip(folded)) || isDecorated(folded, strip(restore(strip(folded), 'i')))) {
            return true;
        }
        String number = folded.replaceAll("^[^0-9]+|[^0-9]+$", "");
        if (folded.length() - number.length() <= MAX_AROUND_NUMBER && isDecorated(folded, number)) {
            return true;
        }
        // A stand-in may be the first or last letter itself: p@$$w0rd, $ummer1!
        return isDecorated(folded, strip(restore(folded, 'i')))
                || isDecorated(folded, strip(restore(folded, 'l')))
                || isDecorated(folded, strip(restore(trimTail(folded), 'i')));
    }

    private static boolean isDecorated(String password, String word) {
        if (word.length() < MIN_WORD || decoration(password, word) > MAX_DECORATION) {
            return false;
        }
        return WORDS.contains(word) || isRepeated(word) || isKeyboardRun(word) || isDoubled(word);
    }

    /** How much is put around the word; 12345 and the like count for one, however long. */
    private static int decoration(String password, String word) {
        String digits = password.replaceAll("[^0-9]", "");
        int around = password.length() - word.length();
        return isKeyboardRun(digits) ? around - digits.length() + 1 : around;
    }

    /** aaaa, or the same two or three characters again and again. */
    private static boolean isRepeated(String word) {
        for (int step = 1; step <= 3; step++) {
            if (word.length() >= 2 * step && word.length() >= 4 && hasPeriod(word, step)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasPeriod(String word, int step) {
        for (int i = step; i < word.length(); i++) {
            if (word.charAt(i) != word.charAt(i - step)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDoubled(String word) {
        int half = word.length() / 2;
        return word.length() % 2 == 0
                && word.substring(0, half).equals(word.substring(half))
                && WORDS.contains(word.substring(0, half));
    }

    private static boolean isKeyboardRun(String word) {
        return word.length() >= 4
                && (KEYBOARD.contains(word)
                        || KEYBOARD.contains(new StringBuilder(word).reverse().toString()));
    }

    private static String withoutSigns(String folded) {
        return folded.replaceAll("[^a-z0-9]", "");
    }

    private static String strip(String folded) {
        return folded.replaceAll("^[^a-z]+|[^a-z]+$", "");
    }

    private static String trimTail(String folded) {
        return folded.replaceAll("[0-9!:&%.]+$", "");
    }

    private static String restore(String folded, char forOne) {
        return folded.chars()
                .map(c -> switch (c) {
                    case '@', '4' -> 'a';
                    case '0' -> 'o';
                    case '3' -> 'e';
                    case '$', '5' -> 's';
                    case '7', '+' -> 't';
                    case '1', '!', '|' -> forOne;
                    default -> c;
                })
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static Set<String> read() {
        Set<String> words = new HashSet<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(CommonPasswords.class.getResourceAsStream(LIST), StandardCharsets.US_ASCII))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        for (String word : line.split("\\s+")) {
                            words.add(word);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Set.copyOf(words);
    }
}
