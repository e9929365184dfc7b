package io.vitrina.catalog.cache;

import java.util.Collection;
import java.util.List;

/**
 * Fired inside a transaction that changes what shoppers see; takes effect when the transaction ends.
 *
 * @param products the products whose own page changed
 * @param lists whether lists show other products, or in another order
 * @param categories whether the tree of categories changed
 */
public record CatalogChange(Collection<Long> products, boolean lists, boolean categories) {

    public static CatalogChange ofProduct(long id) {
        return new CatalogChange(List.of(id), true, false);
    }

    /** Quantities moved; {@code lists} says whether one of them came to zero or left it. */
    public static CatalogChange ofStock(Collection<Long> products, boolean lists) {
        return new CatalogChange(products, lists, false);
    }

    /** A category moves, hides and renames what is in it: everything may look different. */
    public static CatalogChange ofCategories() {
        return new CatalogChange(List.of(), true, true);
    }
}
