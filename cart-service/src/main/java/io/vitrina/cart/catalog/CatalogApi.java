package io.vitrina.cart.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The catalogue's calls for other services, as its INTERNAL.md states them. */
@Path("/internal")
@RegisterRestClient(configKey = "catalog")
@RegisterProvider(CatalogErrors.class)
@RegisterProvider(CatalogCredentials.class)
interface CatalogApi {

    record Lookup(Collection<Long> ids) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Found(List<FoundProduct> items) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record FoundProduct(
            long id,
            String sku,
            String name,
            String imageUrl,
            long price,
            String currency,
            long available,
            boolean purchasable) {}

    record Wanted(List<WantedItem> items, long ttlSeconds) {}

    record WantedItem(long productId, int quantity) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Held(UUID orderId, String status, List<HeldItem> items) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record HeldItem(long productId, String sku, String name, long price, String currency, int quantity) {}

    @POST
    @Path("/products/lookup")
    Found lookup(Lookup lookup);

    @PUT
    @Path("/reservations/{order_id}")
    Held reserve(@PathParam("order_id") UUID orderId, Wanted wanted);

    @POST
    @Path("/reservations/{order_id}/{command}")
    Held command(@PathParam("order_id") UUID orderId, @PathParam("command") String command);
}
