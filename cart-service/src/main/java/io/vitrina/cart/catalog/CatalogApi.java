package io.vitrina.cart.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The catalogue's calls for other services, as its INTERNAL.md states them. */
@Path("/internal")
@RegisterRestClient(configKey = "catalog")
@RegisterClientHeaders
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
            Boolean onSale,
            boolean purchasable) {

        /** A catalogue of a version before this one doesn't tell: then what is sold out may be on sale. */
        boolean isOnSale() {
            return onSale == null ? purchasable || available == 0 : onSale;
        }
    }

    @POST
    @Path("/products/lookup")
    Found lookup(Lookup lookup);
}
