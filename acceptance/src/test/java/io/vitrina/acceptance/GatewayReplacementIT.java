package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How a gateway leaves: it says so first, tells clients on connections that they keep to go elsewhere, gives the calls
 * in flight their answers, and ends.
 */
@ExtendWith(ShopExtension.class)
class GatewayReplacementIT {

    private static final int PATIENCE_MILLIS = 30_000;
    /** Exit status of a JVM that was asked to end by SIGTERM. */
    private static final int TERMINATED = 143;

    @Test
    void finishesWhatIsInFlightAndSendsKeptConnectionsElsewhere(Shop shop) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        HttpServer slow = slowCart(arrived, released);
        String cart = "http://127.0.0.1:" + slow.getAddress().getPort();
        try (Replica gateway = new Replica(shop, "gateway", "vitrina.gateway.services.cart=" + cart)) {
            gateway.start();
            try (Connection kept = new Connection(gateway.url());
                    Connection busy = new Connection(gateway.url())) {
                kept.send("/health");
                assertThat(kept.answer()).startsWith("HTTP/1.1 200 ").doesNotContainIgnoringCase("connection: close");
                busy.send("/api/v1/cart");
                assertThat(arrived.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                        .isTrue();

                gateway.askToStop();
                gateway.awaitNotReady();

                kept.send("/health");
                assertThat(kept.answer()).startsWith("HTTP/1.1 200 ").containsIgnoringCase("connection: close");
                assertThat(gateway.isAlive()).as("while a call is in flight").isTrue();
                released.countDown();
                assertThat(busy.answer())
                        .startsWith("HTTP/1.1 200 ")
                        .containsIgnoringCase("connection: close")
                        .endsWith("done");
                assertThat(gateway.awaitEnd()).isIn(0, TERMINATED);
            }
        } finally {
            released.countDown();
            slow.stop(0);
        }
    }

    /** In place of the cart-service: says when a call is there, and answers it when it is let. */
    private static HttpServer slowCart(CountDownLatch arrived, CountDownLatch released) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            arrived.countDown();
            try {
                released.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            byte[] body = "done".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** A connection that shows all that comes over it, as clients with a pool hide it. */
    private static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;

        Connection(URI gateway) throws IOException {
            socket = new Socket("127.0.0.1", gateway.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        void send(String path) throws IOException {
            String request = "GET " + path + " HTTP/1.1\r\nHost: shop.example\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }

        /** Head and body of the next answer. */
        String answer() throws IOException {
            StringBuilder answer = new StringBuilder();
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                answer.append(line).append('\n');
                if (line.toLowerCase().startsWith("content-length:")) {
                    length = Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip());
                }
            }
            for (int i = 0; i < length; i++) {
                answer.append((char) in.read());
            }
            return answer.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
