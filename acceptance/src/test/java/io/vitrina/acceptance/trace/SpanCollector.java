package io.vitrina.acceptance.trace;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes spans over OTLP/HTTP, as a collector does. The numbers are those of opentelemetry-proto's trace.proto. */
public final class SpanCollector implements AutoCloseable {

    private final HttpServer server;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

    public SpanCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            try (InputStream body = exchange.getRequestBody()) {
                take(body.readAllBytes());
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What came of one trace so far. */
    public List<Span> of(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private void take(byte[] request) {
        for (Protobuf.Field resourceSpans : Protobuf.read(request)) {
            String service = "";
            for (Protobuf.Field field : resourceSpans.fields()) {
                if (field.number() == 1) {
                    service = attributes(field.fields(), 1).getOrDefault("service.name", "");
                } else if (field.number() == 2) {
                    takeScope(service, field.fields());
                }
            }
        }
    }

    private void takeScope(String service, List<Protobuf.Field> scope) {
        for (Protobuf.Field field : scope) {
            if (field.number() == 2) {
                spans.add(span(service, field.fields()));
            }
        }
    }

    private static Span span(String service, List<Protobuf.Field> fields) {
        Map<Integer, Protobuf.Field> byNumber = new HashMap<>();
        fields.forEach(field -> byNumber.put(field.number(), field));
        Protobuf.Field none = new Protobuf.Field(0, 0, new byte[0]);
        return new Span(
                service,
                hex(byNumber.getOrDefault(1, none)),
                hex(byNumber.getOrDefault(2, none)),
                hex(byNumber.getOrDefault(4, none)),
                byNumber.getOrDefault(5, none).text(),
                Span.Kind.values()[(int) byNumber.getOrDefault(6, none).value()],
                attributes(fields, 9));
    }

    private static Map<String, String> attributes(List<Protobuf.Field> fields, int number) {
        Map<String, String> attributes = new HashMap<>();
        for (Protobuf.Field field : fields) {
            if (field.number() != number) {
                continue;
            }
            String key = "";
            for (Protobuf.Field part : field.fields()) {
                if (part.number() == 1) {
                    key = part.text();
                } else if (part.number() == 2) {
                    for (Protobuf.Field value : part.fields()) {
                        if (value.number() == 1) {
                            attributes.put(key, value.text());
                        }
                    }
                }
            }
        }
        return attributes;
    }

    private static String hex(Protobuf.Field field) {
        return HexFormat.of().formatHex(field.bytes());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
