package io.vitrina.gateway.route;

import static io.vitrina.gateway.testing.ProblemBodies.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vitrina.gateway.testing.RawHttp;
import io.vitrina.gateway.testing.StubServices;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StubServices.class)
class CachedReadsTest {

    private static int round;

    @Inject
    GatewayServer server;

    private RawHttp http;
    private String me;
    private String list;

    @BeforeEach
    void newList() {
        round++;
        http = RawHttp.to(server.port());
        me = "X-Forwarded-For: 198.19." + round + ".1";
        list = "/api/v1/products?stub=public&round=" + round;
        StubServices.SEEN.clear();
    }

    @Test
    void asksTheCatalogOnceForACrowd() throws Exception {
        List<Future<RawHttp.Answer>> crowd = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                crowd.add(threads.submit(() -> http.get(list, me)));
            }
        }
        Integer number = crowd.getFirst().get().json().getInteger("number");
        for (Future<RawHttp.Answer> one : crowd) {
            assertThat(one.get().status()).isEqualTo(200);
            assertThat(one.get().json().getInteger("number")).isEqualTo(number);
        }
        assertThat(StubServices.SEEN).hasSize(1);
    }

    @Test
    void tellsWhereAnAnswerCameFrom() {
        RawHttp.Answer first = http.get(list, me);
        assertThat(first.header("X-Cache")).isEqualTo("MISS");
        assertThat(first.header("Age")).isEqualTo("0");
        RawHttp.Answer second = http.get(list, me, "Accept: application/json", "X-Request-Id: second");
        assertThat(second.header("X-Cache")).isEqualTo("HIT");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Cache-Control")).isEqualTo("public, max-age=5, stale-while-revalidate=5");
        assertThat(second.header("ETag")).isEqualTo("\"e1\"");
        assertThat(second.header("Content-Type")).isEqualTo("application/json");
        assertThat(second.header("X-Request-Id")).isEqualTo("second");
        assertThat(second.header("RateLimit")).isNotNull();
        assertThat(http.request("HEAD", list, null, me).header("X-Cache")).isEqualTo("HIT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=utf-8",
                "application/*",
                "application/json, text/plain",
                "text/html, Application/JSON; q=0.5",
                "image/avif, */*;q=0.1",
            })
    void answersWhoeverTakesJson(String accept) {
        http.get(list, me);
        assertThat(http.get(list, me, "Accept: " + accept).header("X-Cache")).isEqualTo("HIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "image/*", "application/json;q=0, */*", "text/csv, */*;q=0.0"})
    void leavesWhoeverTakesOnlySomethingElseToTheService(String accept) {
        http.get(list, me);
        assertThat(http.get(list, me, "Accept: " + accept).header("X-Cache")).isNull();
    }

    @Test
    void passesTheTraceOn() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        String uncached = "/api/v1/products/1?round=" + round;
        JsonObject headers = http.get(uncached, me, "traceparent: " + parent, "tracestate: a=b")
                .json()
                .getJsonObject("headers");
        assertThat(headers.getString("traceparent")).isEqualTo(parent);
        assertThat(headers.getString("tracestate")).isEqualTo("a=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "00-1-2-01", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"})
    void passesNothingOnThatIsNoTrace(String parent) {
        JsonObject headers = http.get(
                        "/api/v1/products/1?round=" + round, me, "traceparent: " + parent, "tracestate: a=b")
                .json()
                .getJsonObject("headers");
        assertThat(headers.fieldNames()).doesNotContain("traceparent", "tracestate");
    }

    @Test
    void sparesAServiceThatFails() throws Exception {
        String path = "/api/v1/products?stub=failing&round=" + round;
        List<Future<RawHttp.Answer>> crowd = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                crowd.add(threads.submit(() -> http.get(path, me)));
            }
        }
        int own = 0;
        for (Future<RawHttp.Answer> one : crowd) {
            RawHttp.Answer answer = one.get();
            if (answer.status() == 500) {
                own++;
            } else {
                assertThat(assertProblem(answer, 503, "unavailable").getString("request_id"))
                        .isEqualTo(answer.header("X-Request-Id"));
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            }
        }
        assertThat(StubServices.SEEN).hasSize(own).hasSizeLessThan(5);
        http.get(path, me);
        assertThat(StubServices.SEEN).as("asked again by the next").hasSize(own + 1);
    }

    @Test
    void answersAConditionalReadItself() {
        http.get(list, me);
        for (String known : List.of("\"e1\"", "W/\"e1\"", "\"other\", \"e1\"", "*")) {
            RawHttp.Answer answer = http.get(list, me, "If-None-Match: " + known);
            assertThat(answer.status()).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.header("ETag")).isEqualTo("\"e1\"");
        }
        assertThat(http.get(list, me, "If-None-Match: \"e2\"").status()).isEqualTo(200);
        assertThat(StubServices.SEEN).hasSize(1);
    }

    @Test
    void saysWithWhatIsNotKeptWhatItSaysWithEveryAnswer() {
        String absent = "/api/v1/products/7?stub=absent&round=" + round;
        for (String turn : List.of("asked", "passed on")) {
            RawHttp.Answer answer = http.get(absent, me, "X-Request-Id: mine-1");
            assertThat(answer.status()).as(turn).isEqualTo(404);
            assertThat(answer.header("X-Request-Id")).as(turn).isEqualTo("mine-1");
            assertThat(answer.header("X-Content-Type-Options")).as(turn).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy")).as(turn).startsWith("default-src 'none'");
            assertThat(answer.header("Date")).as(turn).isNotNull();
            assertThat(answer.headers()).as(turn).containsKeys("ratelimit", "ratelimit-policy");
            assertThat(answer.header("Content-Type")).as(turn).isEqualTo("application/problem+json");
            assertThat(answer.header("Vary")).as(turn).isEqualTo("Accept-Encoding");
        }
    }

    @Test
    void asksWithoutAnythingOfTheCallers() {
        RawHttp.Answer answer =
                http.get(list, me, "Cookie: session=secret", "X-Forwarded-Host: evil.example", "X-Evil: 1");
        assertThat(answer.json().getString("cookie")).isNull();
        assertThat(answer.json().getString("authorization")).isNull();
        assertThat(answer.json().getString("forwarded_host")).isNull();
    }

    @Test
    void neverKeepsNorServesASignedInRead() {
        String token = "Authorization: Bearer somebody";
        RawHttp.Answer own = http.get(list, me, token);
        assertThat(own.headers()).doesNotContainKeys("x-cache", "age");
        assertThat(own.json().getString("authorization")).isEqualTo("Bearer somebody");
        RawHttp.Answer strangers = http.get(list, me);
        assertThat(strangers.header("X-Cache")).isEqualTo("MISS");
        assertThat(strangers.json().getString("authorization")).isNull();
        assertThat(http.get(list, me, token).json().getString("authorization")).isEqualTo("Bearer somebody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"personal", "unstored", "varying", "cookie"})
    void keepsNothingPersonal(String kind) {
        String path = "/api/v1/products?stub=" + kind + "&round=" + round;
        Integer first = http.get(path, me).json().getInteger("number");
        Integer second = http.get(path, me).json().getInteger("number");
        assertThat(second).isGreaterThan(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/cart", "/api/v1/orders/me", "/api/v1/auth/me", "/api/v1/users/1"})
    void keepsNothingOfOtherServicesWhateverTheySay(String path) {
        String target = path + "?stub=public&round=" + round;
        assertThat(http.get(target, me).header("X-Cache")).isNull();
        assertThat(http.get(target, me).header("X-Cache")).isNull();
        assertThat(StubServices.SEEN).hasSize(2);
    }

    @Test
    void showsAChangeMadeThroughThisGatewayAtOnce() {
        Integer before = http.get(list, me).json().getInteger("number");
        assertThat(http.request("PATCH", "/api/v1/products/1", "{}".getBytes(), me, "Authorization: Bearer admin")
                        .status())
                .isEqualTo(200);
        assertThat(http.get(list, me).json().getInteger("number")).isGreaterThan(before);
    }

    @Test
    void streamsWhatIsTooLargeToKeep() {
        String path = "/api/v1/media/large?stub=large&round=" + round;
        assertThat(http.get(path, me).body()).hasSize(1_500_000);
        assertThat(http.get(path, me).body()).hasSize(1_500_000);
    }
}
