package io.vitrina.gateway.testing;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Sends bytes as they are and reads what comes back: what no well-behaved client would let a test send. */
public final class RawHttp {

    private static final int TIMEOUT_MILLIS = 8_000;

    private final int port;
    private final String from;

    private RawHttp(int port, String from) {
        this.port = port;
        this.from = from;
    }

    public static RawHttp to(int port) {
        return new RawHttp(port, "127.0.0.1");
    }

    /** From another address of this machine, 127.x.y.z. */
    public RawHttp from(String address) {
        return new RawHttp(port, address);
    }

    public Answer get(String target, String... headers) {
        return request("GET", target, null, headers);
    }

    public Answer request(String method, String target, byte[] body, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: shop.example\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (body != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) {
            bytes.writeBytes(body);
        }
        return send(bytes.toByteArray());
    }

    /** Everything the other side says until it closes, read as one answer. */
    public Answer send(byte[] bytes) {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return Answer.read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same in two packets, the second one when the first has surely been read. */
    public Answer sendInTwo(String first, String second) {
        return sendSlowly(3, first, second);
    }

    /** One packet after the other, with a pause between them: here the time itself is what is tested. */
    public Answer sendSlowly(int pauseMillis, String... parts) {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            for (int i = 0; i < parts.length; i++) {
                if (i > 0) {
                    LockSupport.parkNanos(pauseMillis * 1_000_000L);
                }
                socket.getOutputStream().write(parts[i].getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            }
            return Answer.read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Answer send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * @param status 0 when the other side closed without a word
     * @param headers by lower-case name; several of one name joined by commas
     * @param body with the chunks put together
     */
    public record Answer(int status, Map<String, String> headers, String body) {

        static Answer read(InputStream in) throws IOException {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int end = all.indexOf("\r\n\r\n");
            if (end < 0) {
                return new Answer(0, Map.of(), all);
            }
            String[] lines = all.substring(0, end).split("\r\n");
            Map<String, String> headers = new LinkedHashMap<>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                headers.merge(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip(),
                        (a, b) -> a + "," + b);
            }
            int status = Integer.parseInt(lines[0].split(" ")[1]);
            if (status == 100) {
                return read(new ByteArrayInputStream(all.substring(end + 4).getBytes(StandardCharsets.UTF_8)));
            }
            return new Answer(status, headers, body(headers, all.substring(end + 4)));
        }

        private static String body(Map<String, String> headers, String raw) {
            if (!"chunked".equals(headers.get("transfer-encoding"))) {
                return raw;
            }
            StringBuilder body = new StringBuilder();
            String rest = raw;
            while (!rest.isEmpty()) {
                int line = rest.indexOf("\r\n");
                int size = Integer.parseInt(rest.substring(0, line), 16);
                body.append(rest, line + 2, line + 2 + size);
                rest = size == 0 ? "" : rest.substring(line + 2 + size + 2);
            }
            return body.toString();
        }

        public String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        public JsonObject json() {
            return new JsonObject(body);
        }
    }
}
