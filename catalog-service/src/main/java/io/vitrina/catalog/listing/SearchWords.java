package io.vitrina.catalog.listing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes what people type apart into words of letters and digits; signs that mean something to SQL fall out here. */
final class SearchWords {

    private static final int MAX_WORDS = 10;
    private static final int MAX_WORD = 60;
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private SearchWords() {}

    static List<String> of(String text) {
        String folded = text.toLowerCase(Locale.ROOT).replace('ё', 'е');
        return Stream.of(BETWEEN.split(folded))
                .filter(word -> !word.isEmpty() && word.length() <= MAX_WORD)
                .limit(MAX_WORDS)
                .toList();
    }
}
