package io.vitrina.gateway.route;

import static io.vitrina.gateway.testing.ProblemBodies.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.StubServices;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes of requests whose end two parsers see in two places: refused, hung up on, and unseen by any service. */
@QuarkusTest
@WithTestResource(StubServices.class)
class SmugglingTest {

    private static final String HIDDEN = "GET /api/v1/orders/hidden HTTP/1.1\r\nHost: a\r\n\r\n";

    @Inject
    GatewayServer server;

    @BeforeEach
    void forget() {
        StubServices.SEEN.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: \u0000chunked\r\n\r\n0\r\n\r\n",
                "X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "X: y\r\n\tfolded\r\n\r\n",
                " X: y\r\n\r\n",
                "X: y\nContent-Length: 3\r\n\r\nabc",
                "X: y\rContent-Length: 3\r\n\r\nabc",
                "X\r\n\r\n",
                ": y\r\n\r\n",
                "X y: z\r\n\r\n",
                "X: a\u007fb\r\n\r\n",
                "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
                "Content-Length: +3\r\n\r\nabc",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 3, 3\r\n\r\nabc",
                "Host: b\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nabcdefgh\r\n0\r\n\r\n",
            })
    void refusesARequestWithTwoReadings(String rest) {
        RawHttp.Answer answer =
                RawHttp.to(server.port()).send("POST /api/v1/cart/items HTTP/1.1\r\nHost: a\r\n" + rest + HIDDEN);
        if (answer.status() != 0) {
            assertProblem(answer, 400, "bad-request");
            assertThat(answer.header("Connection")).isEqualToIgnoringCase("close");
        }
        assertThat(StubServices.SEEN).noneMatch(seen -> seen.contains("hidden"));
        boolean brokenWithinTheBody = rest.contains("abcdefgh");
        if (!brokenWithinTheBody) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(StubServices.SEEN).isEmpty();
        }
    }

    @Test
    void refusesChunksOfAnOlderProtocol() {
        RawHttp.Answer answer = RawHttp.to(server.port())
                .send("POST /api/v1/cart/items HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                        + HIDDEN);
        assertProblem(answer, 400, "bad-request");
        assertThat(StubServices.SEEN).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "HTTP/3.0", "FOO/1.1"})
    void refusesAVersionItDoesNotSpeak(String version) {
        RawHttp.Answer answer =
                RawHttp.to(server.port()).send("GET /api/v1/cart " + version + "\r\nHost: a\r\n\r\n" + HIDDEN);
        assertProblem(answer, 400, "bad-request");
        assertThat(StubServices.SEEN).isEmpty();
    }

    @Test
    void findsAFoldedLineInAnyPieceOfTheHead() {
        String head = "GET /api/v1/cart HTTP/1.1\r\nHost: a\r\nX-One: 1\r\n two\r\n\r\n";
        for (int cut = 1; cut < head.length() - 1; cut += 3) {
            RawHttp.Answer answer = RawHttp.to(server.port()).sendInTwo(head.substring(0, cut), head.substring(cut));
            assertProblem(answer, 400, "bad-request");
        }
        assertThat(StubServices.SEEN).isEmpty();
    }

    @Test
    void servesWellFormedRequestsThatComeInPieces() {
        String head = "\r\nPOST /api/v1/cart/items HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.18.0.1\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        for (int cut = 1; cut < head.length() - 1; cut += 3) {
            RawHttp.Answer answer = RawHttp.to(server.port()).sendInTwo(head.substring(0, cut), head.substring(cut));
            assertThat(answer.status()).as("cut at %d", cut).isEqualTo(200);
            assertThat(answer.json().getInteger("length")).isEqualTo(3);
        }
    }

    @Test
    void servesPipelinedRequestsInOrder() {
        String request = "GET /api/v1/cart?n=%d HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.18.0.2\r\n%s\r\n";
        RawHttp.Answer answers = RawHttp.to(server.port())
                .send(request.formatted(1, "")
                        + request.formatted(2, "")
                        + request.formatted(3, "Connection: close\r\n"));
        assertThat(answers.body()).containsSubsequence("n=1", "n=2", "n=3");
    }

    @Test
    void closesOnAHeadThatDoesNotEnd() {
        long started = System.nanoTime();
        RawHttp.Answer answer = RawHttp.to(server.port()).send("GET /api/v1/cart HTTP/1.1\r\nHost: a\r\nX: ");
        assertThat(answer.status()).isZero();
        assertThat((System.nanoTime() - started) / 1_000_000).isBetween(500L, 4_000L);
    }
}
