package io.vitrina.gateway.route;

import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The clients' connections of one event loop, and how many calls each of them waits for; used on that loop only. */
final class Connections {

    private final Map<HttpConnection, Integer> calls = new HashMap<>();
    private boolean closing;

    void opened(HttpConnection connection) {
        calls.put(connection, 0);
        connection.closeHandler(ignored -> calls.remove(connection));
    }

    void begin(HttpConnection connection) {
        calls.computeIfPresent(connection, (ignored, waiting) -> waiting + 1);
    }

    void end(HttpConnection connection) {
        Integer left = calls.computeIfPresent(connection, (ignored, waiting) -> waiting - 1);
        if (closing && left != null && left == 0) {
            connection.close();
        }
    }

    /** Closes each connection as soon as nobody waits for anything on it: most at once. */
    void close() {
        closing = true;
        List.copyOf(calls.entrySet()).stream()
                .filter(entry -> entry.getValue() == 0)
                .forEach(entry -> entry.getKey().close());
    }
}
