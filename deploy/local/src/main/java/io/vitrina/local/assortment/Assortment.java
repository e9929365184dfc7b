package io.vitrina.local.assortment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the demonstration shop sells: hand-written lists in the resources. */
final class Assortment {

    private static final int CATEGORY_FIELDS = 5;
    private static final int PRODUCT_FIELDS = 7;
    private static final int KOPECKS = 100;

    private Assortment() {}

    /** Parents before their children. */
    static List<Category> categories() {
        return rows("categories.txt", CATEGORY_FIELDS).stream()
                .map(row -> new Category(row[0], row[1], row[2] + " · " + row[3], row[4]))
                .toList();
    }

    /** Article numbers tell category and place in the list: {@code TEA-003}. */
    static List<Product> products() {
        Map<String, Integer> counts = new HashMap<>();
        List<Product> products = new ArrayList<>();
        Stream.of("products-1.txt", "products-2.txt")
                .flatMap(file -> rows(file, PRODUCT_FIELDS).stream())
                .forEach(row -> {
                    int number = counts.merge(row[0], 1, Integer::sum);
                    products.add(new Product(
                            String.format("%s-%03d", row[0].toUpperCase(Locale.ROOT), number),
                            row[0],
                            Long.parseLong(row[1]) * KOPECKS,
                            Integer.parseInt(row[2]),
                            row[3] + " · " + row[4],
                            row[5] + "\n" + row[6]));
                });
        return products;
    }

    private static List<String[]> rows(String file, int fields) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Assortment.class.getResourceAsStream("/assortment/" + file), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", -1))
                    .peek(row -> {
                        if (row.length != fields) {
                            throw new IllegalStateException(
                                    file + " has a row of " + row.length + " fields: " + row[0]);
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param parent slug of the category above, empty for a root */
    record Category(String slug, String parent, String name, String description) {}

    /**
     * One product.
     *
     * @param category slug of its category
     * @param price kopecks
     * @param name in Russian and in English, so that either is found
     */
    record Product(String sku, String category, long price, int quantity, String name, String description) {}
}
