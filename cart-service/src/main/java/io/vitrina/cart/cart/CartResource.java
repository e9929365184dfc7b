package io.vitrina.cart.cart;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.kit.problem.FieldError;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.security.Caller;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's own cart; there is no way to anybody else's. */
@Path("/api/v1/cart")
@Tag(name = "Cart", description = "What a customer wants to buy, at the prices of now")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
@RunOnVirtualThread
public class CartResource {

    private static final int MOST_ITEMS = 1_000;

    private final CartService carts;
    private final Caller caller;
    private final Validator validator;

    CartResource(CartService carts, Caller caller, Validator validator) {
        this.carts = carts;
        this.caller = caller;
        this.validator = validator;
    }

    @GET
    @Operation(summary = "The cart, at the prices of now", description = "`stale` while the catalogue is away.")
    @APIResponse(responseCode = "200", description = "The cart")
    public CartResponse view() {
        return carts.view(caller.requireUserId());
    }

    @GET
    @Path("/total")
    @Operation(summary = "What the cart comes to")
    @APIResponse(responseCode = "200", description = "Total and pieces")
    public CartTotal total() {
        CartResponse cart = carts.view(caller.requireUserId());
        return new CartTotal(cart.total(), cart.currency(), cart.quantity());
    }

    @POST
    @Path("/items")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Put one product in, or several",
            description = "Adds to what is there; all of the list or nothing. At most 100 products, 10,000 of each.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(oneOf = {AddItem.class, AddItem[].class}),
                            examples = {
                                @ExampleObject(name = "one", value = "{\"product_id\": 7, \"quantity\": 2}"),
                                @ExampleObject(name = "several", value = "[{\"product_id\": 7}, {\"product_id\": 9}]")
                            }))
    @APIResponse(responseCode = "200", description = "The cart")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "422", ref = "Invalid")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public CartResponse add(@NotNull AddItems items) {
        check(items);
        return carts.add(caller.requireUserId(), items);
    }

    @PUT
    @Path("/items/{product_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Set how many pieces of a product are in", description = "0 takes the product out.")
    @APIResponse(responseCode = "200", description = "The cart")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "422", ref = "Invalid")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public CartResponse set(@PathParam("product_id") long productId, @NotNull @Valid SetQuantity wanted) {
        return carts.set(caller.requireUserId(), productId, wanted.quantity());
    }

    @DELETE
    @Path("/items/{product_id}")
    @Operation(summary = "Take a product out", description = "Idempotent.")
    @APIResponse(responseCode = "204", description = "It is not in the cart")
    public void remove(@PathParam("product_id") long productId) {
        carts.remove(caller.requireUserId(), productId);
    }

    @DELETE
    @Operation(summary = "Empty the cart", description = "Idempotent.")
    @APIResponse(responseCode = "204", description = "The cart is empty")
    public void clear() {
        carts.clear(caller.requireUserId());
    }

    /** By hand, so that fields are named as the client wrote them, in a list or not. */
    private void check(AddItems wanted) {
        List<FieldError> errors = new ArrayList<>();
        if (wanted.items().isEmpty()) {
            errors.add(new FieldError("", "at least one product is required"));
        }
        if (wanted.items().size() > MOST_ITEMS) {
            errors.add(new FieldError("", "at most " + MOST_ITEMS + " products at once"));
        }
        for (int i = 0; i < Math.min(wanted.items().size(), MOST_ITEMS); i++) {
            AddItem item = wanted.items().get(i);
            if (item == null) {
                errors.add(new FieldError("[" + i + "]", "is required"));
                continue;
            }
            int index = i;
            validator.validate(item).forEach(broken -> {
                String name = broken.getPropertyPath().toString().equals("productId") ? "product_id" : "quantity";
                errors.add(new FieldError(wanted.path(index, name), broken.getMessage()));
            });
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }
}
