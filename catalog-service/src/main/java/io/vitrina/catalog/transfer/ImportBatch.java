package io.vitrina.catalog.transfer;

import io.vitrina.catalog.cache.CatalogChange;
import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.CatalogConfig;
import io.vitrina.catalog.history.ProductHistory;
import io.vitrina.catalog.history.ProductHistory.Author;
import io.vitrina.catalog.product.ProductRequest;
import io.vitrina.catalog.stock.StockLedger;
import io.vitrina.catalog.transfer.ImportReport.LineError;
import io.vitrina.catalog.transfer.ImportRepository.Standing;
import io.vitrina.catalog.transfer.ImportTally.BatchResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes one batch of rows, all of it or nothing. */
@ApplicationScoped
@Bounded
class ImportBatch {

    private final ImportRepository repository;
    private final StockLedger stock;
    private final ProductHistory history;
    private final Event<CatalogChange> changes;
    private final String currency;
    private final Clock clock;

    ImportBatch(
            ImportRepository repository,
            StockLedger stock,
            ProductHistory history,
            Event<CatalogChange> changes,
            CatalogConfig config,
            Clock clock) {
        this.repository = repository;
        this.stock = stock;
        this.history = history;
        this.changes = changes;
        this.currency = config.currency();
        this.clock = clock;
    }

    /** A product that stands and what the row makes of it. */
    record Update(Standing from, ProductRequest to) {}

    /** @param rows no sku twice */
    @Transactional
    BatchResult write(List<ImportRow> rows, Author author) {
        Map<String, Long> categories = repository.holdCategories(rows);
        Map<String, Standing> standing = repository.lock(rows);
        List<LineError> errors = new ArrayList<>();
        List<ProductRequest> created = new ArrayList<>();
        List<Update> updated = new ArrayList<>();
        int unchanged = 0;
        for (ImportRow row : rows) {
            String slug = row.category().value();
            if (slug != null && !categories.containsKey(slug)) {
                errors.add(new LineError(row.line(), "category does not exist"));
                continue;
            }
            Standing old = standing.get(row.sku());
            ProductRequest wanted = wanted(row, old, slug == null ? null : categories.get(slug));
            if (old == null) {
                created.add(wanted);
            } else if (passesLimit(old, wanted)) {
                errors.add(new LineError(
                        row.line(), "quantity, with what is reserved, would pass " + StockLedger.MAX_QUANTITY));
            } else if (isSame(old, wanted)) {
                unchanged++;
            } else {
                updated.add(new Update(old, wanted));
            }
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Long> changed = new ArrayList<>(repository.insert(created, currency, now));
        update(updated, author, now);
        if (!created.isEmpty() || !updated.isEmpty()) {
            updated.forEach(update -> changed.add(update.from().id()));
            changes.fire(new CatalogChange(changed, true, false));
        }
        return new BatchResult(created.size(), updated.size(), unchanged, errors);
    }

    private void update(List<Update> updates, Author author, Instant now) {
        if (updates.isEmpty()) {
            return;
        }
        Long[] ids = updates.stream().map(update -> update.from().id()).toArray(Long[]::new);
        Long[] before = updates.stream().map(update -> update.from().quantity()).toArray(Long[]::new);
        Long[] after = updates.stream().map(update -> update.to().quantity()).toArray(Long[]::new);
        repository.update(ids, updates.stream().map(Update::to).toList(), now);
        repository.setStock(ids, after);
        history.record(ProductHistory.Field.QUANTITY, ids, before, after, author);
        history.record(
                ProductHistory.Field.PRICE,
                ids,
                updates.stream().map(update -> update.from().price()).toArray(Long[]::new),
                updates.stream().map(update -> update.to().price()).toArray(Long[]::new),
                author);
        stock.showOrHide(List.of(ids));
    }

    /** What the row does not speak of stays as it is. */
    private static ProductRequest wanted(ImportRow row, Standing old, Long categoryId) {
        ProductRequest given = row.request();
        return new ProductRequest(
                given.name(),
                row.givesDescription() || old == null ? given.description() : old.description(),
                given.price(),
                row.givesQuantity() || old == null ? given.quantity() : Long.valueOf(old.quantity()),
                row.category().present() || old == null ? categoryId : old.categoryId(),
                row.givesImage() || old == null ? given.imageUrl() : old.imageUrl(),
                given.sku(),
                row.givesActive() || old == null ? given.active() == null || given.active() : old.active());
    }

    private static String noneIfEmpty(String text) {
        return "".equals(text) ? null : text;
    }

    private static boolean passesLimit(Standing old, ProductRequest wanted) {
        return wanted.quantity() > old.quantity() && wanted.quantity() + old.reserved() > StockLedger.MAX_QUANTITY;
    }

    private static boolean isSame(Standing old, ProductRequest wanted) {
        return old.name().equals(wanted.name())
                && Objects.equals(noneIfEmpty(old.description()), noneIfEmpty(wanted.description()))
                && old.price() == wanted.price()
                && old.quantity() == wanted.quantity()
                && Objects.equals(old.categoryId(), wanted.categoryId())
                && Objects.equals(old.imageUrl(), wanted.imageUrl())
                && old.active() == wanted.active();
    }
}
