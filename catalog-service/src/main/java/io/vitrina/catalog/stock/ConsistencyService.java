package io.vitrina.catalog.stock;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.stock.StockRules.Difference;
import io.vitrina.catalog.stock.StockRules.Piece;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Proves by counting that no piece is lost or sold twice. All of it is of one moment, and none of its statements counts
 * more products than end well within the limit of a statement: a shop of millions is proved as one of ten is.
 */
@ApplicationScoped
class ConsistencyService {

    /** Products that one statement counts. */
    private static final int PIECE = 50_000;

    private static final int TOLD = 100;
    private static final int LONGEST_SECONDS = 600;

    private static final String LAST_OF_PIECE = """
            SELECT max(product_id) AS last
            FROM (SELECT product_id FROM stock WHERE product_id > ? ORDER BY product_id LIMIT ?) piece
            """;

    /** The sweeper looks every few seconds; one that is late by more than this has stopped. */
    private static final String ORDERS = """
            SELECT count(*) FILTER (WHERE status = 'held') AS held,
                count(*) FILTER (WHERE status = 'committed') AS committed,
                count(*) FILTER (WHERE status = 'held' AND expires_at < now() - interval '120 seconds') AS overdue
            FROM reservation
            """;

    private final Database database;
    private final StockRules rules;

    ConsistencyService(Database database, StockRules rules) {
        this.database = database;
        this.rules = rules;
    }

    /**
     * @param consistent whether every product keeps every rule
     * @param products how many products there are, deleted ones too
     * @param rules how many products break each rule
     * @param differences those that do, at most 100
     */
    record Report(
            boolean consistent,
            long products,
            StockRules.Broken rules,
            Reservations reservations,
            List<Difference> differences) {}

    /**
     * What reservations hold and have sold, for whoever keeps the orders to compare with.
     *
     * @param overdue held more than two minutes past their time
     */
    record Reservations(long heldOrders, long heldPieces, long committedOrders, long committedPieces, long overdue) {}

    @Bounded
    @Transactional
    @TransactionConfiguration(timeout = LONGEST_SECONDS)
    Report check() {
        database.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        Piece all = Piece.NOTHING;
        List<Difference> differences = new ArrayList<>();
        long from = Long.MIN_VALUE;
        for (OptionalLong to = lastBehind(from); to.isPresent(); to = lastBehind(from)) {
            Piece piece = rules.count(from, to.getAsLong());
            if (piece.broken().any() && differences.size() < TOLD) {
                differences.addAll(rules.differences(from, to.getAsLong(), TOLD - differences.size()));
            }
            all = all.plus(piece);
            from = to.getAsLong();
        }
        return new Report(!all.broken().any(), all.products(), all.broken(), reservations(all), differences);
    }

    private OptionalLong lastBehind(long productId) {
        Long last = database.first(LAST_OF_PIECE, row -> new Last(Database.longOrNull(row, "last")), productId, PIECE)
                .orElseThrow()
                .productId();
        return last == null ? OptionalLong.empty() : OptionalLong.of(last);
    }

    private Reservations reservations(Piece all) {
        return database.first(
                        ORDERS,
                        row -> new Reservations(
                                row.getLong("held"),
                                all.held(),
                                row.getLong("committed"),
                                all.sold(),
                                row.getLong("overdue")))
                .orElseThrow();
    }

    /** @param productId null when there is none */
    private record Last(Long productId) {}
}
