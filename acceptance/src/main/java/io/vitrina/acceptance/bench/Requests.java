package io.vitrina.acceptance.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Requests as bytes, made before the clock runs where they can be. */
final class Requests {

    private final String host;

    Requests(URI target) {
        this.host = target.getHost() + ":" + target.getPort();
    }

    byte[] get(String path, String... headers) {
        return head("GET", path, headers).append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] post(String path, String json, String... headers) {
        return body("POST", path, "application/json", json.getBytes(StandardCharsets.UTF_8), headers);
    }

    byte[] body(String method, String path, String type, byte[] body, String... headers) {
        byte[] head = head(method, path, headers)
                .append("Content-Type: ")
                .append(type)
                .append("\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n\r\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private StringBuilder head(String method, String path, String... headers) {
        StringBuilder head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head;
    }

    static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }
}
