package io.vitrina.catalog.product;

import io.vitrina.catalog.cache.CatalogChange;
import io.vitrina.catalog.cache.EntityTags;
import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.CatalogConfig;
import io.vitrina.catalog.config.DatabaseException;
import io.vitrina.catalog.history.ProductHistory;
import io.vitrina.catalog.history.ProductHistory.Author;
import io.vitrina.catalog.stock.StockLedger;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** Writes products. The row of stock is locked before the product, as everywhere. */
@ApplicationScoped
@Bounded
class ProductService {

    private final ProductRepository products;
    private final StockLedger stock;
    private final ProductHistory history;
    private final ProductRules rules;
    private final Event<CatalogChange> changes;
    private final String currency;
    private final Clock clock;

    ProductService(
            ProductRepository products,
            StockLedger stock,
            ProductHistory history,
            ProductRules rules,
            Event<CatalogChange> changes,
            CatalogConfig config,
            Clock clock) {
        this.products = products;
        this.stock = stock;
        this.history = history;
        this.rules = rules;
        this.changes = changes;
        this.currency = config.currency();
        this.clock = clock;
    }

    @Transactional
    ProductRow create(ProductRequest request) {
        requireCategory(request.categoryId());
        Product product = new Product(request, currency, clock.instant());
        unlessTaken(() -> products.persistAndFlush(product));
        stock.open(product.id(), request.quantity());
        return changed(product.id());
    }

    @Transactional
    ProductRow replace(long id, ProductRequest request, Author author, String ifMatch) {
        return write(id, author, ifMatch, (product, onSale) -> request);
    }

    @Transactional
    ProductRow patch(long id, ProductPatch patch, Author author, String ifMatch) {
        return write(
                id, author, ifMatch, (product, onSale) -> rules.check(patch.appliedTo(product, onSale), patch::gives));
    }

    @Transactional
    ProductRow activate(long id, String ifMatch) {
        return change(id, ifMatch, (product, onSale) -> product.activate(clock.instant()));
    }

    @Transactional
    ProductRow deactivate(long id, String ifMatch) {
        return change(id, ifMatch, (product, onSale) -> product.deactivate(clock.instant()));
    }

    @Transactional
    ProductRow adjustStock(long id, long delta, Author author, String ifMatch) {
        return change(id, ifMatch, (product, onSale) -> {
            stock.adjust(id, onSale, delta, author);
            product.touch(clock.instant());
        });
    }

    @Transactional
    ProductRow picture(long id, String imageUrl, String ifMatch) {
        return change(id, ifMatch, (product, onSale) -> product.picture(imageUrl, clock.instant()));
    }

    @Transactional
    void delete(long id, Author author, String ifMatch) {
        long onSale = lock(id);
        Product product = loaded(id, ifMatch);
        if (onSale > 0) {
            // What is gone from the shop is not on sale; reserved and sold pieces stay in the account.
            stock.adjust(id, onSale, -onSale, author);
        }
        product.delete(clock.instant());
        flush();
        changes.fire(CatalogChange.ofProduct(id));
    }

    private ProductRow write(long id, Author author, String ifMatch, BiFunction<Product, Long, ProductRequest> wanted) {
        return change(id, ifMatch, (product, onSale) -> {
            ProductRequest request = wanted.apply(product, onSale);
            if (request.categoryId() != null && !request.categoryId().equals(product.categoryId())) {
                requireCategory(request.categoryId());
            }
            history.record(id, ProductHistory.Field.PRICE, product.price(), request.price(), author);
            product.change(request, clock.instant());
            if (request.quantity() != onSale.longValue()) {
                stock.adjust(id, onSale, request.quantity() - onSale, author);
                product.touch(clock.instant());
            }
        });
    }

    private ProductRow change(long id, String ifMatch, BiConsumer<Product, Long> action) {
        long onSale = lock(id);
        Product product = loaded(id, ifMatch);
        action.accept(product, onSale);
        flush();
        return changed(id);
    }

    private long lock(long id) {
        return stock.lock(id).orElseThrow(() -> ProblemException.notFound("product"));
    }

    private Product loaded(long id, String ifMatch) {
        Product product = products.findById(id);
        if (product == null || product.isDeleted()) {
            throw ProblemException.notFound("product");
        }
        if (ifMatch != null) {
            EntityTags.requireMatch(ifMatch, current(id).etag());
        }
        return product;
    }

    private void requireCategory(Long categoryId) {
        if (categoryId != null && !products.holdCategory(categoryId)) {
            throw ProblemException.invalid("category_id", "does not exist");
        }
    }

    private void flush() {
        unlessTaken(products::flush);
    }

    private static void unlessTaken(Runnable write) {
        try {
            write.run();
        } catch (PersistenceException e) {
            if (DatabaseException.isDuplicate(e, "uq_product_sku")) {
                throw ProblemException.taken("sku");
            }
            throw e;
        }
    }

    private ProductRow changed(long id) {
        changes.fire(CatalogChange.ofProduct(id));
        return current(id);
    }

    private ProductRow current(long id) {
        return products.row(id).orElseThrow(() -> ProblemException.notFound("product"));
    }
}
