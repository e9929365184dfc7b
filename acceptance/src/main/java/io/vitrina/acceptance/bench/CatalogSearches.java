package io.vitrina.acceptance.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Searches as shoppers make them, of every kind, hardly one like another, the same ones in each run. */
final class CatalogSearches {

    /** What an import of the bench makes its names of, as it stands in them. */
    static final List<String> ADJECTIVES = List.of(
            "Красная", "Тёплая", "Складная", "Большая", "Лёгкая", "Зимняя", "Детская", "Медная", "Круглая", "Дорожная");

    static final List<String> NOUNS = List.of(
            "лампа", "куртка", "кружка", "сумка", "палатка", "скатерть", "игрушка", "кастрюля", "щётка", "рубашка");

    private static final List<String> FORMS = List.of(
            "лампы", "куртки", "кружек", "сумку", "палатками", "скатерти", "игрушек", "кастрюлю", "щеткой", "рубашки");
    private static final List<String> TYPOS =
            List.of("кострюля", "полатка", "игрушька", "скатирть", "рубажка", "кужрка", "лапма", "суммка");
    private static final List<String> ELSEWHERE =
            List.of("bosch kettle", "велосипед", "iphone 17", "холодильник", "red lamp", "самовар тульский");
    private static final List<String> SORTS = List.of("price", "-price", "created_at", "-created_at", "relevance");

    /** The cheapest product costs 100: a lowest price up to that changes the address and nothing of the answer. */
    private static final int SAME = 100;

    private final int products;
    private final int categories;
    private int made;

    CatalogSearches(int products, int categories) {
        this.products = products;
        this.categories = categories;
    }

    /** Kinds of searches; each makes one, as a query string. */
    enum Kind {
        A_COMMON_WORD(s -> s.words(s.one(FORMS))),
        A_WORD_OF_ALL(s -> s.words("модель")),
        TWO_COMMON_WORDS(s -> s.words(s.one(ADJECTIVES) + " " + s.one(FORMS))),
        A_DESCRIPTION(s -> s.words("хорошая " + s.one(NOUNS) + " для дома")),
        A_RARE_NUMBER(s -> s.words(s.number())),
        A_WORD_OF_ALL_AND_A_RARE_NUMBER(s -> s.words("модель " + s.number())),
        A_COMMON_WORD_AND_A_FEW_DIGITS(s -> s.words(s.one(NOUNS) + " " + s.digits(4))),
        TWO_OR_THREE_LETTERS(s -> s.words(s.beginning())),
        TWO_OR_THREE_DIGITS(s -> s.words(s.digits(2 + s.random.nextInt(2)))),
        A_TYPO(s -> s.words(s.one(TYPOS))),
        A_SKU(s -> s.words("B-" + s.number())),
        NOTHING_LIKE_IT(s -> s.words(s.one(ELSEWHERE))),
        A_NARROW_PRICE(s -> {
            int price = SAME + s.random.nextInt(1_000_000);
            return "q=" + encoded(s.one(FORMS)) + "&min_price=" + price + "&max_price=" + (price + 2_000);
        }),
        A_WIDE_PRICE(s -> s.words(s.one(FORMS)) + "&max_price=" + (200_000 + s.random.nextInt(800_000))),
        A_CATEGORY(s -> s.words(s.one(FORMS)) + "&category=bench-" + s.random.nextInt(s.categories)),
        ANOTHER_SORT(s -> s.words(s.one(ADJECTIVES) + " " + s.one(FORMS)) + "&sort=" + s.one(SORTS)),
        A_FURTHER_PAGE(s -> s.words(s.one(FORMS)) + "&page=" + (2 + s.random.nextInt(20)));

        private final Function<Stream, String> maker;

        Kind(Function<Stream, String> maker) {
            this.maker = maker;
        }

        /** As it stands in a report. */
        String title() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    /** So many of one kind. */
    List<String> of(Kind kind, int count) {
        Stream stream = new Stream(new Random(kind.ordinal()));
        return java.util.stream.Stream.generate(() -> kind.maker.apply(stream))
                .limit(count)
                .toList();
    }

    /** So many of all kinds, mixed. */
    List<String> mixed(int count) {
        Stream stream = new Stream(new Random(4711));
        return java.util.stream.Stream.generate(
                        () -> stream.one(Arrays.asList(Kind.values())).maker.apply(stream))
                .limit(count)
                .toList();
    }

    private static String encoded(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    /** One seeded sequence. */
    private final class Stream {

        private final Random random;
        private final int categories = CatalogSearches.this.categories;

        private Stream(Random random) {
            this.random = random;
        }

        private String words(String words) {
            return "q=" + encoded(words) + "&min_price=" + made++ % SAME;
        }

        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        private String number() {
            return Integer.toString(random.nextInt(products));
        }

        private String digits(int count) {
            String digits = Integer.toString(10_000 + random.nextInt(90_000));
            return digits.substring(0, count);
        }

        private String beginning() {
            return one(NOUNS).substring(0, 2 + random.nextInt(2));
        }
    }
}
