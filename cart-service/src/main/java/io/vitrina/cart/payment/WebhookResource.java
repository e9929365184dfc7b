package io.vitrina.cart.payment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where providers tell what happened. Open to all; each provider's own proof decides who is believed. */
@Path("/api/v1/payments/webhook")
@Tag(name = "Payments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class WebhookResource {

    private final WebhookService webhooks;

    WebhookResource(WebhookService webhooks) {
        this.webhooks = webhooks;
    }

    /** That the notification is dealt with: the provider need not send it again. */
    public record Received(boolean received) {}

    @POST
    @Path("/{provider}")
    @PermitAll
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "A provider's notification",
            description =
                    "For `mock`: `{event_id, type, payment_id}` with `X-Mock-Signature: sha256=<hex HMAC-SHA256 of"
                            + " the raw body>`. Stripe and YooKassa send their own forms. A repeat changes nothing.")
    @APIResponse(responseCode = "200", description = "Dealt with, now or before")
    @APIResponse(responseCode = "401", ref = "Unauthorized")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Received receive(
            @PathParam("provider") String provider,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request,
            byte[] body) {
        Map<String, List<String>> lowerCase = headers.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (a, b) -> a));
        String sender = request.remoteAddress().hostAddress();
        webhooks.receive(provider, new RawWebhook(body == null ? new byte[0] : body, lowerCase, sender));
        return new Received(true);
    }
}
