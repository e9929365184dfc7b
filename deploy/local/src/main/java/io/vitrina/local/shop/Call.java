package io.vitrina.local.shop;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP call of the shop's API.
 *
 * @param headers in the order in which they are shown
 * @param body empty for none
 */
public record Call(String method, URI uri, Map<String, String> headers, String body) {

    public static Call get(URI uri) {
        return new Call("GET", uri, Map.of(), "");
    }

    /** A POST of JSON. */
    public static Call post(URI uri, String json) {
        return new Call("POST", uri, Map.of("Content-Type", "application/json"), json);
    }

    public Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, uri, more, body);
    }

    /** With an access token. */
    public Call as(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** A line that does the same when it is pasted into a shell. */
    public String asCurl() {
        StringBuilder line = new StringBuilder("curl -sS");
        if (!method.equals("GET")) {
            line.append(" -X ").append(method);
        }
        line.append(' ').append(quoted(uri.toString()));
        headers.forEach((name, value) -> line.append(" -H ").append(quoted(name + ": " + value)));
        if (!body.isEmpty()) {
            line.append(" --data-binary ").append(quoted(body));
        }
        return line.toString();
    }

    /** As one word of a POSIX shell, whatever is in it. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
