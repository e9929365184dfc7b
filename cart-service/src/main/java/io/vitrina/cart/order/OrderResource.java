package io.vitrina.cart.order;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.cart.config.NoFields;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import io.vitrina.kit.page.Query;
import io.vitrina.kit.security.Caller;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Orders that are placed already. */
@Path("/api/v1/orders")
@Tag(name = "Orders", description = "What was agreed, and what became of it")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OrderResource {

    private final OrderService orders;
    private final OrderPayments payments;
    private final Caller caller;

    OrderResource(OrderService orders, OrderPayments payments, Caller caller) {
        this.orders = orders;
        this.payments = payments;
        this.caller = caller;
    }

    @GET
    @Path("/me")
    @RolesAllowed(Roles.USER)
    @Operation(summary = "The caller's orders")
    @Parameter(name = "status", in = ParameterIn.QUERY, schema = @Schema(implementation = OrderStatus.class))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = OrderFilter.SORTS,
            schema = @Schema(type = SchemaType.STRING, defaultValue = "-created_at"))
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "1"))
    @Parameter(name = "size", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "20"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "A page of orders")
    public Page<OrderResponse> mine(@Context UriInfo uri) {
        Query query = new Query(uri);
        return orders.list(OrderFilter.ofOwner(caller.requireUserId(), query), PageRequest.from(query));
    }

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "All orders")
    @Parameter(name = "status", in = ParameterIn.QUERY, schema = @Schema(implementation = OrderStatus.class))
    @Parameter(name = "user_id", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "made then or later",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "made before then",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = OrderFilter.SORTS,
            schema = @Schema(type = SchemaType.STRING, defaultValue = "-created_at"))
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "1"))
    @Parameter(name = "size", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "20"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "A page of orders")
    public Page<OrderResponse> all(@Context UriInfo uri) {
        Query query = new Query(uri);
        return orders.list(OrderFilter.ofAdmin(query), PageRequest.from(query));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.USER)
    @Operation(summary = "One order", description = "Its owner's and the admins'; to anybody else it isn't there.")
    @APIResponse(responseCode = "200", description = "The order")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public OrderResponse get(@PathParam("id") UUID id) {
        return orders.get(id, owner());
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed(Roles.USER)
    @Operation(summary = "Cancel an order", description = "Only while it is pending.")
    @APIResponse(responseCode = "200", description = "The order, cancelled")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public OrderResponse cancel(@PathParam("id") UUID id, @RequestBody(required = false) NoFields none) {
        orders.cancel(
                id, owner(), caller.isAdmin() ? By.admin(caller.requireUserId()) : By.user(caller.requireUserId()));
        return orders.get(id, owner());
    }

    @POST
    @Path("/{id}/ship")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "The goods have left",
            description = "Only when it is paid, and not while all of its money is on its way back.")
    @APIResponse(responseCode = "200", description = "The order, shipped")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public OrderResponse ship(@PathParam("id") UUID id, @RequestBody(required = false) NoFields none) {
        orders.ship(id, By.admin(caller.requireUserId()));
        return orders.get(id, null);
    }

    @POST
    @Path("/{id}/deliver")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "The goods have arrived",
            description = "Only when it is shipped, and not while all of its money is on its way back.")
    @APIResponse(responseCode = "200", description = "The order, delivered")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public OrderResponse deliver(@PathParam("id") UUID id, @RequestBody(required = false) NoFields none) {
        orders.deliver(id, By.admin(caller.requireUserId()));
        return orders.get(id, null);
    }

    @POST
    @Path("/{id}/refund")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Give the money back",
            description =
                    "All that is left of it, only when it is paid or shipped. From paid the goods go back on sale."
                            + " A provider that takes its time leaves the order as it is until the money is back.")
    @APIResponse(responseCode = "200", description = "The order")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public OrderResponse refund(@PathParam("id") UUID id, @RequestBody(required = false) NoFields none) {
        orders.requireRefundable(id);
        payments.refundAll(id, By.admin(caller.requireUserId()));
        return orders.get(id, null);
    }

    /** Whose it must be: an admin sees everybody's. */
    private Long owner() {
        return caller.isAdmin() ? null : Long.valueOf(caller.requireUserId());
    }
}
