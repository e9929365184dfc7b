package io.vitrina.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.kit.json.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The body of every error (RFC 9457), the same from each service and from the gateway.
 *
 * @param kind what of it never changes
 * @param detail what is wrong this time, for people
 * @param requestId the id under which all services logged the call
 * @param errors one entry a broken rule; left out when empty
 * @param extensions further members, written as they are
 */
public record Problem(
        ProblemKind kind, String detail, String requestId, List<FieldError> errors, Map<String, Object> extensions) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final ObjectMapper JSON = StrictJson.apply(new ObjectMapper());

    public static Problem of(ProblemKind kind, String detail, String requestId) {
        return new Problem(kind, detail, requestId, List.of(), Map.of());
    }

    public static Problem of(ProblemException e, String requestId) {
        return new Problem(e.kind(), e.getMessage(), requestId, e.errors(), e.extensions());
    }

    /** The body as JSON text; needs no container, so that errors below the REST layer look alike. */
    public String toJson() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", kind.type());
        body.put("title", kind.title());
        body.put("status", kind.status());
        body.put("detail", detail);
        body.put("code", kind.status());
        body.put("message", kind.title());
        body.put("request_id", requestId);
        if (!errors.isEmpty()) {
            body.put("errors", errors);
        }
        extensions.forEach(body::putIfAbsent);
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an extension member of " + kind.slug() + " is not JSON", e);
        }
    }

    static String describe(List<FieldError> errors) {
        return errors.stream()
                .map(e -> e.field().isEmpty() ? e.message() : e.field() + " " + e.message())
                .collect(Collectors.joining("; "));
    }
}
