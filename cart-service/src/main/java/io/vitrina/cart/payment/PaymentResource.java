package io.vitrina.cart.payment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.cart.config.NoFields;
import io.vitrina.cart.idempotency.Idempotency;
import io.vitrina.cart.idempotency.IdempotentCall;
import io.vitrina.cart.order.By;
import io.vitrina.cart.order.PaymentView;
import io.vitrina.kit.security.Caller;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Payments, as buyers and admins see them. */
@Path("/api/v1/payments")
@Tag(name = "Payments", description = "Attempts to pay an order, and money that goes back")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PaymentResource {

    private final PaymentService payments;
    private final PaymentStore store;
    private final RefundService refunds;
    private final Idempotency idempotency;
    private final Caller caller;

    PaymentResource(
            PaymentService payments,
            PaymentStore store,
            RefundService refunds,
            Idempotency idempotency,
            Caller caller) {
        this.payments = payments;
        this.store = store;
        this.refunds = refunds;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @POST
    @Path("/orders/{order_id}")
    @RolesAllowed(Roles.USER)
    @Operation(
            summary = "Start paying an order",
            description =
                    "The buyer pays at `confirmation_url`. While a payment is open, the same one comes back. None is opened"
                            + " past the order's `expires_at`; one that succeeds until the order is cancelled for it,"
                            + " seconds later, still pays. Later money goes back by itself.")
    @Parameter(
            name = Idempotency.KEY_HEADER,
            in = ParameterIn.HEADER,
            description = Idempotency.KEY_RULES,
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "201",
            description = "A new payment",
            content = @Content(schema = @Schema(implementation = PaymentView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The payment that is open",
            content = @Content(schema = @Schema(implementation = PaymentView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "502", ref = "ProviderRefused")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public Response open(
            @PathParam("order_id") UUID orderId,
            @Context HttpHeaders headers,
            @RequestBody(required = false) NoFields none) {
        return idempotency
                .run(
                        new IdempotentCall(
                                caller.requireUserId(),
                                Idempotency.keyIn(headers),
                                "POST /api/v1/payments/orders/" + orderId,
                                none),
                        claim -> payments.open(claim, orderId))
                .toResponse();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.USER)
    @Operation(summary = "One payment", description = "Its owner's and the admins'; to anybody else it isn't there.")
    @APIResponse(responseCode = "200", description = "The payment")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public PaymentView get(@PathParam("id") UUID id) {
        return store.view(id, owner());
    }

    @POST
    @Path("/{id}/sync")
    @RolesAllowed(Roles.USER)
    @Operation(summary = "Ask the provider for the truth, now")
    @APIResponse(responseCode = "200", description = "The payment")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public PaymentView sync(@PathParam("id") UUID id, @RequestBody(required = false) NoFields none) {
        store.view(id, owner());
        payments.sync(id);
        return store.view(id, owner());
    }

    @POST
    @Path("/{id}/refunds")
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Give money back",
            description =
                    "The rest when no amount is given; never more than is left. A full refund moves the order too."
                            + " Of a payment in `review` what the provider took (`captured_amount`, in"
                            + " `captured_currency`) goes back and the order stays as it is; it is `refunded` when all"
                            + " is back, and the buyer may pay anew while the order is pending.")
    @Parameter(
            name = Idempotency.KEY_HEADER,
            in = ParameterIn.HEADER,
            description = Idempotency.KEY_RULES,
            schema = @Schema(type = SchemaType.STRING))
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = RefundRequest.class),
                            examples = @ExampleObject(name = "a part", value = "{\"amount\": 50000}")))
    @APIResponse(
            responseCode = "201",
            description = "The refund; `pending` when the provider takes its time",
            content = @Content(schema = @Schema(implementation = RefundView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "422", ref = "Invalid")
    @APIResponse(responseCode = "502", ref = "ProviderRefused")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public Response refund(@PathParam("id") UUID id, @Context HttpHeaders headers, @Valid RefundRequest wanted) {
        By by = By.admin(caller.requireUserId());
        return idempotency
                .run(
                        new IdempotentCall(
                                caller.requireUserId(),
                                Idempotency.keyIn(headers),
                                "POST /api/v1/payments/" + id + "/refunds",
                                wanted),
                        claim -> refunds.refund(claim, id, wanted.amount(), by))
                .toResponse();
    }

    /** Whose it must be: an admin sees everybody's. */
    private Long owner() {
        return caller.isAdmin() ? null : Long.valueOf(caller.requireUserId());
    }
}
