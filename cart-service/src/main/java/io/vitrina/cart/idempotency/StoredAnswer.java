package io.vitrina.cart.idempotency;

import io.vitrina.kit.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * An answer as it went out, to be given again byte for byte.
 *
 * @param body JSON text
 * @param location null when there is none
 */
public record StoredAnswer(int status, String body, String location, boolean replayed) {

    public static StoredAnswer first(int status, String body, String location) {
        return new StoredAnswer(status, body, location, false);
    }

    public Response toResponse() {
        Response.ResponseBuilder response = Response.status(status)
                .type(status >= 400 ? Problem.MEDIA_TYPE : MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body);
        if (location != null) {
            response.header(HttpHeaders.LOCATION, location);
        }
        if (replayed) {
            response.header("Idempotent-Replayed", "true");
        }
        return response.build();
    }
}
