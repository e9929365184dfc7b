package io.vitrina.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request, read whole. */
public final class Call {

    public static final ObjectMapper JSON = new ObjectMapper();

    private final HttpExchange exchange;
    private final byte[] body;
    private Map<String, String> pathParameters = Map.of();

    Call(HttpExchange exchange) throws IOException {
        this.exchange = exchange;
        this.body = exchange.getRequestBody().readAllBytes();
    }

    public String method() {
        return exchange.getRequestMethod();
    }

    public String path() {
        return exchange.getRequestURI().getPath();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    public byte[] body() {
        return body;
    }

    /** Value of a {@code {name}} of the matched path. */
    public String parameter(String name) {
        return pathParameters.get(name);
    }

    Call matched(Map<String, String> parameters) {
        pathParameters = parameters;
        return this;
    }

    /** The body as form fields, in their order; the last of several values of one name. */
    public Map<String, String> form() {
        return flat(new String(body, StandardCharsets.UTF_8));
    }

    /** The query's fields, in their order; the last of several values of one name. */
    public Map<String, String> query() {
        return flat(exchange.getRequestURI().getRawQuery());
    }

    /** All values of one field of the query. */
    public List<String> queryAll(String name) {
        List<String> values = new ArrayList<>();
        pairs(exchange.getRequestURI().getRawQuery()).forEach(pair -> {
            if (pair[0].equals(name)) {
                values.add(pair[1]);
            }
        });
        return values;
    }

    /** The body as JSON; empty when it is none. */
    public Optional<JsonNode> json() {
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** User and password of HTTP Basic. */
    public Optional<String> basic() {
        return header("Authorization")
                .filter(value -> value.startsWith("Basic "))
                .map(value -> {
                    try {
                        return new String(
                                Base64.getDecoder().decode(value.substring(6).strip()), StandardCharsets.UTF_8);
                    } catch (IllegalArgumentException e) {
                        return "";
                    }
                });
    }

    /** The bearer token. */
    public Optional<String> bearer() {
        return header("Authorization")
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> value.substring(7).strip());
    }

    private static Map<String, String> flat(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        pairs(encoded).forEach(pair -> fields.put(pair[0], pair[1]));
        return fields;
    }

    private static List<String[]> pairs(String encoded) {
        List<String[]> pairs = new ArrayList<>();
        if (encoded == null || encoded.isBlank()) {
            return pairs;
        }
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            pairs.add(new String[] {decode(name), decode(value)});
        }
        return pairs;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
