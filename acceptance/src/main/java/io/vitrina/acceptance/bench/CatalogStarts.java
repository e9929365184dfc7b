package io.vitrina.acceptance.bench;

import io.vitrina.local.stack.LocalStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long the catalog takes until it is ready, with all its products and with none. Nothing is read of the products
 * before the first call, so a big catalogue is to start like an empty one.
 *
 * <p>The two take turns, in one shop: what else goes on after a bench, in PostgreSQL and on the machine, slows both down.
 */
final class CatalogStarts {

    private static final String SERVICE = "catalog-service";
    private static final int STARTS = 5;
    private static final double MOST_PERCENT = 110;

    private final BenchShop shop;
    private final LocalStack stack;
    private final Report report;

    CatalogStarts(BenchShop shop, LocalStack stack, Report report) {
        this.shop = shop;
        this.stack = stack;
        this.report = report;
    }

    private record Start(double seconds, double cpuSeconds) {}

    void run() throws Exception {
        execute("CREATE SCHEMA spare AUTHORIZATION catalog");
        List<Start> empty = new ArrayList<>();
        List<Start> full = new ArrayList<>();
        swap();
        // Makes the tables; not counted.
        start();
        for (int i = 0; i < STARTS; i++) {
            empty.add(start());
            swap();
            full.add(start());
            if (i < STARTS - 1) {
                swap();
            }
        }
        tell("catalog starts with nothing in it", empty);
        tell("catalog starts with all in it", full);
        report.atMost("  of that, time", percent(full, empty, Start::seconds), MOST_PERCENT, "%");
        report.atMost("  of that, processor time", percent(full, empty, Start::cpuSeconds), MOST_PERCENT, "%");
    }

    private Start start() throws Exception {
        stack.stop(SERVICE);
        long begin = System.nanoTime();
        stack.start(SERVICE);
        return new Start((System.nanoTime() - begin) / 1e9, shop.cpuSeconds(SERVICE));
    }

    /** Puts the catalogue aside for an empty one, or back. */
    private void swap() throws SQLException {
        stack.stop(SERVICE);
        execute("ALTER SCHEMA catalog RENAME TO aside");
        execute("ALTER SCHEMA spare RENAME TO catalog");
        execute("ALTER SCHEMA aside RENAME TO spare");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(stack.databaseUrl(), "postgres", stack.databasePassword());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void tell(String what, List<Start> starts) {
        report.line(
                what,
                "%.2f s, processor %.2f s, the medians of %d"
                        .formatted(median(starts, Start::seconds), median(starts, Start::cpuSeconds), starts.size()));
    }

    private static double percent(List<Start> starts, List<Start> of, ToDoubleFunction<Start> figure) {
        return 100 * median(starts, figure) / median(of, figure);
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
        return starts.stream().mapToDouble(figure).sorted().toArray()[starts.size() / 2];
    }
}
