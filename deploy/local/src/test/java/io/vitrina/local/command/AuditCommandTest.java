package io.vitrina.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vitrina.local.audit.Audit;
import io.vitrina.local.shop.ShopHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the audit makes of the answers of two stub services. */
class AuditCommandTest {

    private static final String CATALOG = """
            {"consistent": true, "products": 12, "differences": [],
             "reservations": {"held_orders": 1, "held_pieces": 3, "committed_orders": 2, "committed_pieces": 5,
                              "overdue": 0}}""";
    private static final String CART = """
            {"consistent": true,
             "checks": [{"name": "a", "invariant": "money", "violations": 0},
                        {"name": "b", "invariant": "events", "violations": 0},
                        {"name": "c", "invariant": "reservations", "violations": 0}],
             "stock": {"held_orders": 1, "held_pieces": 3, "sold_orders": 2, "sold_pieces": 5},
             "under_way": {"checkouts": 0, "stock_commands": 0, "parked": 0},
             "bounced_refunds": []}""";

    /** The last answer is given again and again. */
    private final Deque<String> catalogSays = new ConcurrentLinkedDeque<>(List.of(CATALOG));

    private final Deque<String> cartSays = new ConcurrentLinkedDeque<>(List.of(CART));
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream before = System.out;
    private HttpServer catalog;
    private HttpServer cart;

    @BeforeEach
    void start() throws IOException {
        catalog = serve(catalogSays);
        cart = serve(cartSays);
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setOut(before);
        catalog.stop(0);
        cart.stop(0);
    }

    @Test
    void endsWithZeroWhenBothSidesAgree() {
        assertThat(audit(Duration.ofSeconds(30))).isZero();
        assertThat(lines())
                .contains(
                        "ok      each piece is on sale, reserved or sold | cart: - | catalog: 12 products, 0 of them differ",
                        "ok      an order is paid exactly when one of its payments succeeded and none was refunded"
                                + " | cart: 1 rules, 0 violations; 0 refunds bounced | catalog: -",
                        "ok      no event is applied twice | cart: 1 rules, 0 violations | catalog: -",
                        "ok      no order without its reservation, no reservation without its order"
                                + " | cart: held 1 orders, 3 pieces; sold 2 orders, 5 pieces"
                                + " | catalog: held 1 orders, 3 pieces; sold 2 orders, 5 pieces",
                        "ok      no reservation for ever | cart: 1 rules, 0 violations; under way: 0 checkouts, 0"
                                + " commands; 0 parked | catalog: 0 overdue")
                .endsWith("All invariants hold.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            catalog | "consistent": true     | "consistent": false    | each piece is on sale, reserved or sold
            catalog | "held_orders": 1       | "held_orders": 2       | no order without its reservation
            catalog | "held_pieces": 3       | "held_pieces": 2       | no order without its reservation
            catalog | "committed_orders": 2  | "committed_orders": 1  | no order without its reservation
            catalog | "committed_pieces": 5  | "committed_pieces": 6  | no order without its reservation
            catalog | "reservations"         | "something else"       | no order without its reservation
            catalog | "overdue": 0           | "overdue": 1           | no reservation for ever
            cart    | "money", "violations": 0        | "money", "violations": 1        | an order is paid exactly when
            cart    | "events", "violations": 0       | "events", "violations": 1       | no event is applied twice
            cart    | "reservations", "violations": 0 | "reservations", "violations": 1 | no reservation for ever
            cart    | "invariant": "events"           | "invariant": "other"            | no event is applied twice
            """)
    void endsWithOneAndNamesWhatIsBroken(String side, String right, String wrong, String invariant) {
        Deque<String> says = side.equals("catalog") ? catalogSays : cartSays;
        assertThat(says.peek()).contains(right);
        says.add(says.poll().replace(right, wrong));

        assertThat(audit(Duration.ofSeconds(30))).isEqualTo(1);

        assertThat(lines()).anyMatch(line -> line.startsWith("BROKEN  " + invariant));
        assertThat(lines()).endsWith("Not all invariants hold.");
    }

    @Test
    void tellsOfRefundsThatBouncedThoughTheyBreakNothing() {
        cartSays.add(cartSays.poll()
                .replace("\"bounced_refunds\": []", "\"bounced_refunds\": [\"0196-first\", \"0196-second\"]"));

        assertThat(audit(Duration.ofSeconds(30))).isZero();

        assertThat(lines())
                .containsSubsequence("  bounced_refunds: ", "    - 0196-first", "    - 0196-second")
                .anyMatch(line -> line.contains(" 0 violations; 2 refunds bounced | catalog"));
    }

    @Test
    void waitsForWhatIsUnderWayBetweenTheServices() {
        cartSays.addFirst(CART.replace("\"stock_commands\": 0", "\"stock_commands\": 1")
                .replace("\"sold_pieces\": 5", "\"sold_pieces\": 7"));
        assertThat(audit(Duration.ofSeconds(30))).isZero();
    }

    @Test
    void saysSoWhenTheShopIsTooBusyToCompare() {
        cartSays.add(cartSays.poll()
                .replace("\"checkouts\": 0", "\"checkouts\": 4")
                .replace("\"held_pieces\": 3", "\"held_pieces\": 4"));
        assertThat(audit(Duration.ZERO)).isEqualTo(1);
        assertThat(lines().getLast()).contains("too busy to compare");
    }

    private int audit(Duration patience) {
        try (ShopHttp http = new ShopHttp()) {
            return AuditCommand.tell(new Audit(http, url(catalog), url(cart), "token").read(patience));
        }
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static URI url(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static HttpServer serve(Deque<String> answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/internal/consistency", exchange -> {
            byte[] body = (answers.size() > 1 ? answers.poll() : answers.peek()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
