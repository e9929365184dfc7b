package io.vitrina.cart.payment;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.kit.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/**
 * Where a buyer lands after the provider's page, unless the shop has a page of its own. It believes nothing that the
 * browser brings along: it asks the provider, like everybody else here.
 */
@Path("/api/v1/payments/{id}/return")
@Tag(name = "Payments")
@RunOnVirtualThread
public class ReturnPageResource {

    private static final Logger LOG = Logger.getLogger(ReturnPageResource.class);

    private final PaymentService payments;
    private final PaymentStore store;
    private final Template page;

    ReturnPageResource(PaymentService payments, PaymentStore store, @Location("payment/return.html") Template page) {
        this.payments = payments;
        this.store = store;
        this.page = page;
    }

    @GET
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "The page after paying", description = "Says how the payment stands, and nothing else.")
    @APIResponse(responseCode = "200", description = "The page")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response show(@PathParam("id") UUID id) {
        if (store.view(id, null).status().equals(PaymentStatus.PENDING.text())) {
            try {
                payments.sync(id);
            } catch (ProblemException e) {
                LOG.debugf("payment %s can't be asked for now: %s", id, e.getMessage());
            }
        }
        return Response.ok(page.data("status", store.view(id, null).status()).render())
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .build();
    }
}
