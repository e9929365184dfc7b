package io.vitrina.acceptance.bench;

import java.io.IOException;
import java.util.Map;

/** {@code ./vitrina bench NAME [--option=value …]}. */
public final class Bench {

    private static final String USAGE = """
            ./vitrina bench auth|catalog|checkout|gateway [options]

              --url=http://localhost:8000   measure a running shop (limits off: VITRINA_GATEWAY_RATE_LIMIT_ENABLED=false;
                                            VITRINA_ADMIN_EMAIL and VITRINA_ADMIN_PASSWORD name its admin);
                                            without it a fresh one is started, and removed afterwards
              --seconds=10                  how long each single measurement takes
              --connections=32              how many calls are under way at once
              --products=1000000            bench catalog: how many are imported
              --categories=10000            bench catalog: and into how many categories
            """;

    /** One of the benches. */
    interface Run {

        /** Settings of a fresh shop beside the limits, which are off. */
        default Map<String, String> environment() {
            return Map.of();
        }

        void run(BenchShop shop, Options options, Report report) throws Exception;
    }

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        int status;
        try {
            Options options = Options.parse(arguments);
            status = measure(options, choose(options.bench())) ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(USAGE);
            status = 2;
        }
        System.exit(status);
    }

    private static Run choose(String name) {
        return switch (name) {
            case "auth" -> new AuthBench();
            case "catalog" -> new CatalogBench();
            case "checkout" -> new CheckoutBench();
            case "gateway" -> new GatewayBench();
            default -> throw new IllegalArgumentException("no bench is called " + name);
        };
    }

    private static boolean measure(Options options, Run bench) throws Exception {
        Report report = new Report();
        try (BenchShop shop = BenchShop.open(options, bench.environment())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(shop)));
            report.title("bench " + options.bench() + ", "
                    + Runtime.getRuntime().availableProcessors() + " cores, load and shop on the same machine");
            bench.run(shop, options, report);
        }
        return !report.failed();
    }

    private static void closeQuietly(BenchShop shop) {
        try {
            shop.close();
        } catch (IOException e) {
            System.err.println("The folder of the bench was not removed: " + e.getMessage());
        }
    }
}
