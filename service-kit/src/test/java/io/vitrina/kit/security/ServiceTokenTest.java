package io.vitrina.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.vitrina.kit.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceTokenTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final Set<String> forms = ConcurrentHashMap.newKeySet();
    private volatile int status = 200;
    private volatile long expiresIn = 600;
    private HttpServer auth;

    @BeforeEach
    void startAuth() throws IOException {
        auth = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        auth.createContext("/internal/token", call -> {
            int number = asked.incrementAndGet();
            forms.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = "{\"access_token\":\"t%d\",\"expires_in\":%d}"
                    .formatted(number, expiresIn)
                    .getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(status, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        auth.start();
    }

    @AfterEach
    void stopAuth() {
        auth.stop(0);
    }

    private ServiceToken token() {
        URI url = URI.create("http://127.0.0.1:" + auth.getAddress().getPort());
        return new ServiceToken(new Config(url), new ObjectMapper());
    }

    private record Config(URI authUrl) implements ServiceConfig {
        @Override
        public Optional<String> clientId() {
            return Optional.of("cart-service");
        }

        @Override
        public Optional<String> clientSecret() {
            return Optional.of("a&b");
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration revocationsEvery() {
            return Duration.ofSeconds(5);
        }
    }

    @Test
    void manyCallersAtOnceFetchOneToken() throws Exception {
        ServiceToken token = token();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> calls = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(token::bearer))
                    .toList();
            for (Future<String> call : calls) {
                assertThat(call.get()).isEqualTo("Bearer t1");
            }
        }
        assertThat(asked).hasValue(1);
        assertThat(forms).containsExactly("grant_type=client_credentials&client_id=cart-service&client_secret=a%26b");
    }

    @Test
    void tokenNearItsEndIsReplaced() {
        expiresIn = 10;
        ServiceToken token = token();
        assertThat(token.bearer()).isEqualTo("Bearer t1");
        assertThat(token.bearer()).isEqualTo("Bearer t1");
        expiresIn = 0;
        token.forget();
        assertThat(token.bearer()).isEqualTo("Bearer t2");
        assertThat(token.bearer()).isEqualTo("Bearer t3");
    }

    @Test
    void withoutATokenAnAbsentAuthServiceIs503() {
        status = 500;
        ServiceToken token = token();
        assertThatThrownBy(token::bearer).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.kind().status()).isEqualTo(503);
            assertThat(e.headers()).containsEntry("Retry-After", "5");
        });
    }
}
