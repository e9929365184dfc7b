package io.vitrina.gateway.route;

import static io.vitrina.gateway.testing.ProblemBodies.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.StubServices;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients who take their time with a body, against a gateway that gives them two seconds. */
@QuarkusTest
@WithTestResource(StubServices.class)
class SlowBodyTest {

    private static final long MILLI = 1_000_000L;

    private static int caller;

    @Inject
    GatewayServer server;

    @Inject
    Doors doors;

    private RawHttp http;
    private String me;

    @BeforeEach
    void newCaller() {
        http = RawHttp.to(server.port());
        me = "X-Forwarded-For: 198.51." + ++caller + ".1";
        StubServices.SEEN.clear();
    }

    private static String post(String path, String who, String bodyHeader) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\n" + who + "\r\n" + bodyHeader + "\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource({"Content-Length: 10, ''", "Content-Length: 10, abc", "Transfer-Encoding: chunked, '5\r\nab'"})
    void blamesAClientWhoSendsNoMore(String header, String beginning) {
        long started = System.nanoTime();
        RawHttp.Answer answer = http.send(post("/api/v1/cart/items", me, header) + beginning);
        assertProblem(answer, 408, "request-timeout");
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat((System.nanoTime() - started) / MILLI).isBetween(1_900L, 7_000L);
        assertThat(StubServices.SEEN).isEmpty();
    }

    @Test
    void blamesAClientWhoTricklesALongBody() {
        String[] parts = new String[20];
        parts[0] = post("/api/v1/products/import", me, "Content-Length: 3000000") + "x".repeat(80_000);
        for (int i = 1; i < parts.length; i++) {
            parts[i] = "x".repeat(10);
        }
        RawHttp.Answer answer = http.sendSlowly(200, parts);
        assertProblem(answer, 408, "request-timeout");
    }

    @Test
    void lendsNoConnectionToThoseWhoTrickle() throws IOException {
        List<Socket> tricklers = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket one = new Socket(InetAddress.getLoopbackAddress(), server.port());
                tricklers.add(one);
                String who = "X-Forwarded-For: 198.52." + i % 200 + ".1";
                one.getOutputStream()
                        .write((post("/api/v1/cart/items", who, "Content-Length: 100") + "a")
                                .getBytes(StandardCharsets.ISO_8859_1));
            }
            long started = System.nanoTime();
            assertThat(http.request("POST", "/api/v1/cart/items", "{}".getBytes(), me)
                            .status())
                    .isEqualTo(200);
            assertThat((System.nanoTime() - started) / MILLI).isLessThan(1_500);
            assertThat(StubServices.SEEN).containsExactly("cart POST /api/v1/cart/items");
        } finally {
            for (Socket one : tricklers) {
                one.close();
            }
        }
    }

    @Test
    void givesBackTheMemoryOfAllBodies() {
        long before = doors.bodyMemory().left();
        http.request("POST", "/api/v1/cart/items", new byte[70_000], me);
        http.request("POST", "/api/v1/cart/none/none?stub=reset", new byte[10], me);
        http.send(post("/api/v1/cart/items", me, "Content-Length: 10"));
        assertThat(doors.bodyMemory().left()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/cart/items|Content-Length: 1048577|413",
                "/api/v1/cart//items|Content-Length: 1000|404",
                "/health|Content-Length: 1000|405",
            })
    void doesNotWaitForABodyItHasRefused(String shape) {
        String[] parts = shape.split("\\|");
        long started = System.nanoTime();
        RawHttp.Answer answer = http.send(post(parts[0], me, parts[1]) + "only this");
        assertThat(answer.status()).isEqualTo(Integer.parseInt(parts[2]));
        assertThat((System.nanoTime() - started) / MILLI)
                .as("ms until the connection was closed")
                .isLessThan(6_000);
        assertThat(StubServices.SEEN).isEmpty();
    }
}
