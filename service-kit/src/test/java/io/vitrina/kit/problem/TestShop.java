package io.vitrina.kit.problem;

import io.vitrina.kit.json.Change;
import io.vitrina.kit.page.PageRequest;
import io.vitrina.kit.page.Query;
import io.vitrina.kit.security.Caller;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;

/** The smallest service there can be, to try the kit on. */
@Path("/things")
public class TestShop {

    record Part(
            @NotNull(message = "is required") Long productId,
            @Max(9) Integer quantity) {}

    record Thing(
            @NotNull(message = "is required") @Size(min = 1, max = 5) String fullName,

            Long price,
            @Valid List<Part> items) {}

    record ThingPatch(Change<String> name, Change<Long> price) {}

    private final Caller caller;

    TestShop(Caller caller) {
        this.caller = caller;
    }

    @POST
    @PermitAll
    public Thing create(@NotNull @Valid Thing thing) {
        return thing;
    }

    @PATCH
    @PermitAll
    public Map<String, Object> change(@NotNull @Valid ThingPatch patch) {
        return Map.of(
                "name_present", patch.name().present(),
                "price_present", patch.price().present(),
                "price", String.valueOf(patch.price().value()));
    }

    @GET
    @PermitAll
    public PageRequest list(@Context UriInfo uri) {
        return PageRequest.from(new Query(uri));
    }

    @GET
    @Path("/fault")
    @PermitAll
    public String fault() {
        throw new IllegalStateException("secret of the house");
    }

    @GET
    @Path("/open")
    @PermitAll
    public Map<String, Object> open() {
        return Map.of("user", caller.userId().map(String::valueOf).orElse("nobody"));
    }

    @GET
    @Path("/mine")
    @RolesAllowed(Roles.USER)
    public Map<String, Object> mine() {
        return Map.of("user", caller.requireUserId());
    }

    @GET
    @Path("/all")
    @RolesAllowed(Roles.ADMIN)
    public Map<String, Object> all() {
        return Map.of("admin", caller.isAdmin());
    }

    @GET
    @Path("/forgotten")
    public String forgotten() {
        return "nobody said who may call this";
    }
}
