package io.vitrina.catalog.product;

import io.vitrina.catalog.cache.CatalogReads;
import io.vitrina.catalog.cache.ReadCache;
import io.vitrina.catalog.cache.Rendered;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Reads one product. */
@ApplicationScoped
class ProductReads {

    private final ProductRepository products;
    private final ReadCache cache;
    private final CatalogReads reads;

    ProductReads(ProductRepository products, ReadCache cache, CatalogReads reads) {
        this.products = products;
        this.cache = cache;
        this.reads = reads;
    }

    /** As shoppers see it, perhaps a moment old. */
    Rendered forShoppers(long id) {
        Optional<Rendered> found =
                cache.product(id, () -> products.visibleRow(id).map(this::render));
        return found.orElseThrow(() -> ProblemException.notFound("product"));
    }

    /** As it is now, inactive or not. */
    Rendered forAdmins(long id) {
        return products.row(id).map(this::render).orElseThrow(() -> ProblemException.notFound("product"));
    }

    Rendered render(ProductRow row) {
        return reads.render(row.response(), row.etag());
    }
}
