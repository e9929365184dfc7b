package io.vitrina.cart.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** Tells an answer that says no from a failure to answer. */
public class CatalogErrors implements ResponseExceptionMapper<RuntimeException> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public boolean handles(int status, MultivaluedMap<String, Object> headers) {
        return status >= 400;
    }

    @Override
    public RuntimeException toThrowable(Response response) {
        int status = response.getStatus();
        return switch (status) {
            case 404, 409, 422 -> refusal(status, response);
            default -> new CatalogFault("the catalogue answered " + status);
        };
    }

    private static RuntimeException refusal(int status, Response response) {
        try {
            JsonNode body = JSON.readTree(response.readEntity(String.class));
            List<Shortage> shortages = new ArrayList<>();
            for (JsonNode item : body.path("items")) {
                shortages.add(new Shortage(
                        item.path("product_id").asLong(),
                        item.path("requested").asLong(),
                        item.path("available").asLong(),
                        // A version before this one doesn't tell.
                        item.path("on_sale").asBoolean(true)));
            }
            JsonNode reservation = body.path("reservation_status");
            return new CatalogRefusal(status, reservation.isTextual() ? reservation.asText() : null, shortages);
        } catch (IOException | RuntimeException e) {
            return new CatalogFault("the catalogue's answer can't be read");
        }
    }
}
