package io.vitrina.cart.payment.mock;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.cart.payment.WebhookService;
import io.vitrina.kit.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The page on which a person pays at the mock provider, or doesn't. Whoever knows the payment's id may, as at any till. */
@Path("/api/v1/payments/mock/{payment_id}")
@Tag(name = "Payments")
@RunOnVirtualThread
public class MockPageResource {

    /** Nothing from anywhere else, no script at all, and no frame around it. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    private static final String ACTION = "action=";

    private final MockLedger ledger;
    private final MockGateway gateway;
    private final WebhookService webhooks;
    private final Template page;

    MockPageResource(
            MockLedger ledger,
            MockGateway gateway,
            WebhookService webhooks,
            @Location("payment/mock.html") Template page) {
        this.ledger = ledger;
        this.gateway = gateway;
        this.webhooks = webhooks;
        this.page = page;
    }

    @GET
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "The mock provider's page", description = "Pay and Decline; for development and tests.")
    @APIResponse(responseCode = "200", description = "The page")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response show(@PathParam("payment_id") UUID id) {
        MockLedger.Entry entry = entry(id);
        String html = page.data("amount", amount(entry))
                .data("currency", entry.currency())
                .data("state", entry.state())
                .data("id", entry.id())
                .render();
        return Response.ok(html)
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .build();
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            summary = "Press Pay or Decline",
            description = "Sends the same signed notification as anybody's webhook, and leads back to the page.")
    @APIResponse(responseCode = "303", description = "Back to the page")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response press(
            @PathParam("payment_id") UUID id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                                            schema =
                                                    @Schema(
                                                            type = SchemaType.OBJECT,
                                                            properties =
                                                                    @SchemaProperty(
                                                                            name = "action",
                                                                            type = SchemaType.STRING))))
                    String form) {
        entry(id);
        boolean pays = switch (pressed(form)) {
            case "pay" -> true;
            case "decline" -> false;
            default -> throw ProblemException.badRequest("action", "must be pay or decline");
        };
        webhooks.receive(MockGateway.NAME, gateway.notification(id, pays));
        // As a plain header: the address is the gateway's, which this service doesn't know by itself.
        return Response.status(Response.Status.SEE_OTHER)
                .header("Location", "/api/v1/payments/mock/" + id)
                .build();
    }

    /** Read by hand: the framework takes a broken escape in a form for a fault of ours. */
    private static String pressed(String form) {
        for (String field : form == null ? new String[0] : form.split("&")) {
            if (field.startsWith(ACTION)) {
                return field.substring(ACTION.length());
            }
        }
        return "";
    }

    private MockLedger.Entry entry(UUID id) {
        if (!gateway.configured()) {
            throw ProblemException.notFound("payment");
        }
        return ledger.find(id).orElseThrow(() -> ProblemException.notFound("payment"));
    }

    private static String amount(MockLedger.Entry entry) {
        int digits = Currency.getInstance(entry.currency()).getDefaultFractionDigits();
        return BigDecimal.valueOf(entry.amount(), Math.max(0, digits)).toPlainString();
    }
}
