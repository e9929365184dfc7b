package io.vitrina.cart;

import io.vitrina.cart.database.CrashPoint;
import io.vitrina.cart.testing.FatalPurchase;
import io.vitrina.cart.testing.Recovery;
import io.vitrina.cart.testing.Replica;
import io.vitrina.cart.testing.StubCatalog;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The only process of the service dies, and is started again: nobody else was there to see to what it left. */
class RestartIT {

    /** How often it dies at each point: once in the test run, oftener by {@code ./vitrina chaos}. */
    private static final int ROUNDS = Integer.getInteger("vitrina.chaos.rounds", 1);

    private static final StubCatalog CATALOG = StubCatalog.start();
    private static long users = 900_000;

    private Replica again;

    @BeforeAll
    static void fill() {
        CATALOG.put(7, 1_999, 1_000_000);
    }

    @ParameterizedTest(name = "{0}, round {1}")
    @MethodSource
    void losesNothing(CrashPoint point, int round) {
        try {
            FatalPurchase purchase = new FatalPurchase(point, users++, CATALOG, this::again);
            purchase.run();
            Recovery.settle(again(), CATALOG);
            purchase.check();
        } finally {
            if (again != null) {
                again.close();
            }
        }
    }

    private Replica again() {
        if (again == null) {
            again = Replica.start("replica-again", Map.of());
        }
        return again;
    }

    static Stream<Arguments> losesNothing() {
        return IntStream.rangeClosed(1, ROUNDS)
                .boxed()
                .flatMap(round -> Stream.of(CrashPoint.values()).map(point -> Arguments.of(point, round)));
    }
}
