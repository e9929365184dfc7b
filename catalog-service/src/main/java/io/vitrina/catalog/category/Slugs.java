package io.vitrina.catalog.category;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Names in addresses: Latin letters, digits and single hyphens. */
public final class Slugs {

    /** Without a repeated group: Java takes one step of its stack for each round of it, and a body has a million. */
    static final String SHAPE = "(?!-)(?![\\s\\S]*--)[a-z0-9-]*[a-z0-9]";

    static final String NOT_DIGITS = "(?!\\d+$)[\\s\\S]*";
    static final int MAX_LENGTH = 200;
    /** Stands for something else at the same place of a path. */
    static final String RESERVED = "all";

    static final String NOT_RESERVED = "(?!" + RESERVED + "$)[\\s\\S]*";

    private static final int MAX_MADE_LENGTH = 80;
    private static final String FALLBACK = "category";
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern SLUG = Pattern.compile(SHAPE);

    private static final Map<Character, String> LATIN = Map.ofEntries(
            Map.entry('а', "a"),
            Map.entry('б', "b"),
            Map.entry('в', "v"),
            Map.entry('г', "g"),
            Map.entry('д', "d"),
            Map.entry('е', "e"),
            Map.entry('ё', "e"),
            Map.entry('ж', "zh"),
            Map.entry('з', "z"),
            Map.entry('и', "i"),
            Map.entry('й', "y"),
            Map.entry('к', "k"),
            Map.entry('л', "l"),
            Map.entry('м', "m"),
            Map.entry('н', "n"),
            Map.entry('о', "o"),
            Map.entry('п', "p"),
            Map.entry('р', "r"),
            Map.entry('с', "s"),
            Map.entry('т', "t"),
            Map.entry('у', "u"),
            Map.entry('ф', "f"),
            Map.entry('х', "kh"),
            Map.entry('ц', "ts"),
            Map.entry('ч', "ch"),
            Map.entry('ш', "sh"),
            Map.entry('щ', "shch"),
            Map.entry('ъ', ""),
            Map.entry('ы', "y"),
            Map.entry('ь', ""),
            Map.entry('э', "e"),
            Map.entry('ю', "yu"),
            Map.entry('я', "ya"),
            // Ukrainian, Belarusian
            Map.entry('ґ', "g"),
            Map.entry('є', "ye"),
            Map.entry('і', "i"),
            Map.entry('ї', "yi"),
            Map.entry('ў', "u"),
            // Serbian, Macedonian
            Map.entry('ђ', "dj"),
            Map.entry('ѓ', "gj"),
            Map.entry('ј', "j"),
            Map.entry('љ', "lj"),
            Map.entry('њ', "nj"),
            Map.entry('ћ', "c"),
            Map.entry('ќ', "kj"),
            Map.entry('ѕ', "dz"),
            Map.entry('џ', "dzh"),
            // Kazakh, Tatar, Bashkir, Kyrgyz
            Map.entry('ә', "a"),
            Map.entry('ғ', "g"),
            Map.entry('җ', "zh"),
            Map.entry('ҙ', "z"),
            Map.entry('қ', "q"),
            Map.entry('ҡ', "q"),
            Map.entry('ң', "ng"),
            Map.entry('ө', "o"),
            Map.entry('ҫ', "s"),
            Map.entry('ү', "u"),
            Map.entry('ұ', "u"),
            Map.entry('һ', "h"),
            // Latin letters that are no letter with a mark
            Map.entry('ß', "ss"),
            Map.entry('æ', "ae"),
            Map.entry('œ', "oe"),
            Map.entry('ø', "o"),
            Map.entry('ł', "l"),
            Map.entry('đ', "d"),
            Map.entry('ð', "d"),
            Map.entry('þ', "th"),
            Map.entry('ħ', "h"),
            Map.entry('ı', "i"));

    private Slugs() {}

    /** The slug a name makes: Cyrillic transliterated, accents dropped, everything else a hyphen. */
    static String of(String name) {
        StringBuilder slug = new StringBuilder();
        // NFC first: й and ё may come as a letter and a mark, and must not lose the mark as é does.
        String text = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        for (char letter : text.toCharArray()) {
            slug.append(LATIN.getOrDefault(letter, plain(letter)));
        }
        String made = slug.toString().replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        if (made.length() > MAX_MADE_LENGTH) {
            made = made.substring(0, MAX_MADE_LENGTH).replaceAll("-$", "");
        }
        if (made.isEmpty()) {
            return FALLBACK;
        }
        return isNumber(made) ? FALLBACK + "-" + made : made;
    }

    /** The first of {@code base}, {@code base-2}, {@code base-3}, … that is free. */
    static String firstFree(String base, Set<String> taken) {
        if (!taken.contains(base) && !base.equals(RESERVED)) {
            return base;
        }
        int number = 2;
        while (taken.contains(base + "-" + number)) {
            number++;
        }
        return base + "-" + number;
    }

    /** Whether a category could have it, as far as its signs go. */
    static boolean isSlug(String text) {
        return text.length() <= MAX_LENGTH && SLUG.matcher(text).matches();
    }

    public static boolean isNumber(String text) {
        return DIGITS.matcher(text).matches();
    }

    /** Empty for a number that no id can be. */
    public static Optional<Long> parseId(String digits) {
        try {
            return Optional.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String plain(char letter) {
        String parts = Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFD);
        return parts.substring(0, 1);
    }
}
