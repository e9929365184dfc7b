package io.vitrina.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vitrina.auth.testing.AuthTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A login that nobody has and a wrong password, as a stranger sees them: answers and their time. */
@QuarkusTest
@TestProfile(LoginTimeTest.DearerHash.class)
class LoginTimeTest extends AuthTest {

    private static final int SAMPLES = 2_000;
    private static final int WARMUP = 200;
    private static final int MEASUREMENTS = 3;
    private static final double MOST = 0.05;
    private static final String KNOWN = "anna1@example.com";
    private static final String UNKNOWN = "ivan1@example.com";

    /**
     * A fifth of the real memory and half of the passes: dear enough that a login without a hash would show at once,
     * cheap enough for thousands, and still so little that a difference of the other steps would show too.
     */
    public static class DearerHash implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "vitrina.auth.argon2.memory", "4096",
                    "vitrina.auth.argon2.iterations", "1",
                    // The throttle counts as always; only its patience is longer than the test.
                    "vitrina.auth.throttle.failures", "1000000");
        }
    }

    @TestHTTPResource(AUTH + "/login")
    URI login;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void unknownLoginIsAnsweredAsAWrongPasswordIsAndTakesAsLong() throws Exception {
        register(1);
        assertThat(withoutId(ask(UNKNOWN))).isEqualTo(withoutId(ask(KNOWN)));
        assertThat(headers(ask(UNKNOWN))).isEqualTo(headers(ask(KNOWN)));
        double least = 1;
        // Other processes' work can shift one measurement; a difference that a stranger could use is in each of them.
        for (int i = 0; i < MEASUREMENTS && least > MOST; i++) {
            least = Math.min(least, difference());
        }
        assertThat(least).as("difference of the medians").isLessThanOrEqualTo(MOST);
    }

    /** The medians' difference as a share of the greater one. */
    private double difference() throws IOException, InterruptedException {
        long[] known = new long[SAMPLES];
        long[] unknown = new long[SAMPLES];
        for (int i = -WARMUP; i < SAMPLES; i++) {
            // By turns, so that neither is always the first.
            boolean knownFirst = i % 2 == 0;
            long first = time(knownFirst ? KNOWN : UNKNOWN);
            long second = time(knownFirst ? UNKNOWN : KNOWN);
            if (i >= 0) {
                known[i] = knownFirst ? first : second;
                unknown[i] = knownFirst ? second : first;
            }
        }
        double a = median(known);
        double b = median(unknown);
        System.out.printf(
                "medians of %d logins each: wrong password %.3f ms, unknown login %.3f ms%n",
                SAMPLES, a / 1e6, b / 1e6);
        return Math.abs(a - b) / Math.max(a, b);
    }

    private long time(String name) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<String> answer = ask(name);
        long took = System.nanoTime() - start;
        assertThat(answer.statusCode()).isEqualTo(401);
        return took;
    }

    private HttpResponse<String> ask(String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(login)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"login\":\"" + name + "\",\"password\":\"Wrong$Pass1x\"}"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String withoutId(HttpResponse<String> answer) {
        assertThat(answer.body()).containsPattern("\"request_id\":\"[^\"]+\"");
        return answer.body().replaceAll("\"request_id\":\"[^\"]+\"", "");
    }

    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        assertThat(headers.remove("x-request-id")).isNotNull();
        headers.remove("date");
        return headers;
    }

    private static double median(long[] samples) {
        long[] sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
