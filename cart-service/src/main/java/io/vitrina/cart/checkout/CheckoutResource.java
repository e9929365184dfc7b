package io.vitrina.cart.checkout;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.cart.idempotency.Idempotency;
import io.vitrina.cart.idempotency.IdempotentCall;
import io.vitrina.cart.order.OrderResponse;
import io.vitrina.kit.security.Caller;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Makes orders. */
@Path("/api/v1/orders")
@Tag(name = "Orders")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
@RunOnVirtualThread
public class CheckoutResource {

    private final CheckoutService checkout;
    private final Idempotency idempotency;
    private final Caller caller;

    CheckoutResource(CheckoutService checkout, Idempotency idempotency, Caller caller) {
        this.checkout = checkout;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Order the cart, or single items",
            description =
                    "`{}` orders the cart and empties it (so does `items: null`); `items` orders these and leaves the cart"
                            + " alone. An item that is unknown or off sale: 422; less in stock than that: 409. The stock"
                            + " is held until the order is paid, cancelled or expired. With `Idempotency-Key` a repeat within 24"
                            + " hours answers as the first call did.")
    @Parameter(
            name = Idempotency.KEY_HEADER,
            in = ParameterIn.HEADER,
            description = Idempotency.KEY_RULES,
            schema = @Schema(type = SchemaType.STRING))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = PlaceOrder.class),
                            examples = {
                                @ExampleObject(name = "the cart", value = "{\"expected_total\": 399800}"),
                                @ExampleObject(
                                        name = "single items",
                                        value = "{\"items\": [{\"product_id\": 7, \"quantity\": 2}]}")
                            }))
    @APIResponse(
            responseCode = "201",
            description = "The order, pending",
            headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = OrderResponse.class)))
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "422", ref = "Invalid")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public Response place(@Context HttpHeaders headers, @NotNull @Valid PlaceOrder wanted) {
        // A call that takes over from a dead one gets an id of its own: the dead one's stock is on its way back.
        UUID orderId = idempotency.newId();
        Map<Long, Integer> items = checkout.items(wanted);
        Optional<String> email = email();
        AtomicReference<Basket> basket = new AtomicReference<>();
        return idempotency
                .run(
                        new IdempotentCall(
                                caller.requireUserId(), Idempotency.keyIn(headers), "POST /api/v1/orders", wanted),
                        claim -> basket.set(checkout.begin(claim.userId(), orderId, items)),
                        claim -> checkout.checkOut(claim, orderId, basket.get(), wanted, email))
                .toResponse();
    }

    /** The buyer's address, when the token knows it: for mail about this order and nothing else. */
    private Optional<String> email() {
        return caller.token().map(JsonWebToken::getName).filter(name -> name.contains("@"));
    }
}
