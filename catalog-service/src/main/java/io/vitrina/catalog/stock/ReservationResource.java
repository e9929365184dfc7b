package io.vitrina.catalog.stock;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What carts and orders ask of the catalogue; INTERNAL.md is its contract. */
@Path("/internal")
@RunOnVirtualThread
public class ReservationResource {

    private final ReservationService reservations;
    private final ProductLookup lookup;
    private final ServiceScopes scopes;

    ReservationResource(ReservationService reservations, ProductLookup lookup, ServiceScopes scopes) {
        this.reservations = reservations;
        this.lookup = lookup;
        this.scopes = scopes;
    }

    @POST
    @Path("/products/lookup")
    @RolesAllowed(Roles.SERVICE)
    @Operation(hidden = true)
    public ProductLookup.Response lookup(@NotNull @Valid ProductLookup.Request request) {
        scopes.require(ServiceScopes.LOOKUP);
        return lookup.lookup(request.ids());
    }

    @PUT
    @Path("/reservations/{order_id}")
    @RolesAllowed(Roles.SERVICE)
    @Operation(hidden = true)
    public Reservation reserve(@PathParam("order_id") String orderId, @NotNull @Valid ReservationRequest request) {
        scopes.require(ServiceScopes.RESERVE);
        return reservations.reserve(id(orderId), request.lines(), request.ttlSeconds());
    }

    @POST
    @Path("/reservations/{order_id}/commit")
    @RolesAllowed(Roles.SERVICE)
    @Operation(hidden = true)
    public Reservation commit(@PathParam("order_id") String orderId) {
        scopes.require(ServiceScopes.RESERVE);
        return reservations.commit(id(orderId));
    }

    @POST
    @Path("/reservations/{order_id}/release")
    @RolesAllowed(Roles.SERVICE)
    @Operation(hidden = true)
    public Reservation release(@PathParam("order_id") String orderId) {
        scopes.require(ServiceScopes.RESERVE);
        return reservations.release(id(orderId));
    }

    @POST
    @Path("/reservations/{order_id}/return")
    @RolesAllowed(Roles.SERVICE)
    @Operation(hidden = true)
    public Reservation takeBack(@PathParam("order_id") String orderId) {
        scopes.require(ServiceScopes.RESERVE);
        return reservations.takeBack(id(orderId));
    }

    private static UUID id(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: whatever it is, no reservation has it for an id.
        }
        throw ProblemException.notFound("reservation");
    }
}
