package io.vitrina.catalog.listing;

import io.vitrina.catalog.product.ProductRequest;
import io.vitrina.kit.page.PageRequest;
import io.vitrina.kit.page.Query;
import io.vitrina.kit.problem.ProblemException;
import java.util.List;

/**
 * What a list of products is to show.
 *
 * @param text what is searched for; null when nothing is
 * @param category id or slug; null for all
 * @param ids only these; empty for all
 * @param all inactive and sold out ones too
 */
record ProductFilter(
        String text, String category, Long minPrice, Long maxPrice, List<Long> ids, boolean all, ProductSort sort) {

    private static final int MAX_TEXT = 200;
    private static final int MAX_IDS = 100;

    static ProductFilter from(Query query, boolean all) {
        String text = query.text("q", MAX_TEXT)
                .map(String::strip)
                .filter(q -> !q.isEmpty())
                .orElse(null);
        Long minPrice = query.number("min_price", 0, ProductRequest.MAX_PRICE).orElse(null);
        Long maxPrice = query.number("max_price", 0, ProductRequest.MAX_PRICE).orElse(null);
        if (minPrice != null && maxPrice != null && minPrice > maxPrice) {
            throw ProblemException.badRequest("min_price", "must not be above max_price");
        }
        return new ProductFilter(
                text,
                query.text("category", MAX_TEXT).orElse(null),
                minPrice,
                maxPrice,
                query.numbers("ids", MAX_IDS),
                all,
                ProductSort.of(query.text("sort").orElse(null), text != null));
    }

    /** Everything that makes the list this list: a cursor of another one must not pass. */
    String binding() {
        return String.join(
                "\u001e",
                "products",
                String.valueOf(text),
                String.valueOf(category),
                String.valueOf(minPrice),
                String.valueOf(maxPrice),
                ids.toString(),
                Boolean.toString(all),
                sort.parameter());
    }

    /** A page of such a list, as a key to remember it by. */
    record PageKey(ProductFilter filter, PageRequest page) {}
}
