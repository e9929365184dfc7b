package io.vitrina.cart.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The catalogue's commands about stock, as its INTERNAL.md states them. They wait longer: rows may be in dispute. */
@Path("/internal/reservations/{order_id}")
@RegisterRestClient(configKey = "catalog-stock")
@RegisterClientHeaders
@RegisterProvider(CatalogErrors.class)
@RegisterProvider(CatalogCredentials.class)
interface StockApi {

    record Wanted(List<WantedItem> items, long ttlSeconds) {}

    record WantedItem(long productId, int quantity) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Held(UUID orderId, String status, List<HeldItem> items) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record HeldItem(long productId, String sku, String name, long price, String currency, int quantity) {}

    @PUT
    Held reserve(@PathParam("order_id") UUID orderId, Wanted wanted);

    @POST
    @Path("/{command}")
    Held command(@PathParam("order_id") UUID orderId, @PathParam("command") String command);
}
