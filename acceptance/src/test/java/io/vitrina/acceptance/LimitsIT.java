package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.ShopClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** A second gateway before the same services, with the limits that the other tests go without. */
@ExtendWith(ShopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class LimitsIT {

    private Process process;
    private ShopClient client;

    @BeforeAll
    void startGateway(Shop shop) throws IOException {
        int port = freePort();
        var settings = shop.stack().settings();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=0",
                "-Dvitrina.token.jwks-url=" + settings.url(settings.ports().auth()) + "/.well-known/jwks.json",
                "-Dvitrina.gateway.services.auth="
                        + settings.url(settings.ports().auth()),
                "-Dvitrina.gateway.services.catalog="
                        + settings.url(settings.ports().catalog()),
                "-Dvitrina.gateway.services.cart="
                        + settings.url(settings.ports().cart()),
                "-jar",
                settings.checkout()
                        .resolve("gateway/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(shop.stack().home().log("second-gateway").toFile())
                .start();
        client = ShopClient.of(URI.create("http://127.0.0.1:" + port));
        Waiting.until("the second gateway answers", this::answers);
    }

    @AfterAll
    void stopGateway() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private boolean answers() {
        try {
            return client.sendTo("GET", "/health", null).status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void letsNobodyGuessPasswordsUnderForgedAddresses() {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(client.with("X-Forwarded-For", "198.51.100." + i % 250 + ", 203.0.113." + i % 200)
                    .post("/auth/login", Map.of("login", "guess-" + i + "@shop.example", "password", "Guess!" + i)));
        }

        assertThat(answers.subList(0, 10)).allMatch(answer -> answer.status() == 401);
        // A minute gives ten more; the thousand may take a few seconds of it.
        assertThat(answers.subList(10, 1_000).stream().filter(answer -> answer.status() == 429))
                .hasSizeGreaterThan(980);
        Answer refused = answers.stream()
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow();
        JsonNode problem = refused.json();
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(problem.path("code").asInt()).isEqualTo(429);
        assertThat(refused.header("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 60));
    }

    @Test
    void tellsWhatIsLeft() {
        Answer answer = client.get("/products?size=1");

        assertThat(answer.header("RateLimit")).isPresent();
        assertThat(answer.header("RateLimit-Policy")).isPresent();
    }
}
