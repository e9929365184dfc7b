package io.vitrina.local.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallTest {

    @Test
    void printsALineThatAShellReadsBackWordByWord() throws Exception {
        String json = "{\"name\":\"O'Neil \\\"$HOME\\\" `id` !! \\\\ *\"}";
        Call call = Call.post(URI.create("http://localhost:8000/api/v1/orders?q=a%20b&x=1"), json)
                .with("Idempotency-Key", "it's a key")
                .as("token");

        assertThat(words(call.asCurl()))
                .containsExactly(
                        "curl",
                        "-sS",
                        "-X",
                        "POST",
                        "http://localhost:8000/api/v1/orders?q=a%20b&x=1",
                        "-H",
                        "Content-Type: application/json",
                        "-H",
                        "Idempotency-Key: it's a key",
                        "-H",
                        "Authorization: Bearer token",
                        "--data-binary",
                        json);
    }

    @Test
    void saysNothingOfABodyThatIsNotThere() {
        assertThat(Call.get(URI.create("http://localhost/x")).asCurl()).isEqualTo("curl -sS 'http://localhost/x'");
    }

    @Test
    void shortensLongAnswersToOneLine() {
        Answer answer = new Answer(200, "{\n  \"a\": \"" + "x".repeat(500) + "\"\n}", Duration.ZERO);

        assertThat(answer.inShort())
                .startsWith("200 { \"a\": \"xxx")
                .endsWith(" …")
                .hasSizeLessThan(260);
        assertThat(new Answer(204, "", Duration.ZERO).inShort()).isEqualTo("204");
    }

    private static List<String> words(String line) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + line).start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return output.lines().toList();
    }
}
