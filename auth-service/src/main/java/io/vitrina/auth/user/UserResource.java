package io.vitrina.auth.user;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.Query;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.security.Caller;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Accounts: one's own, and for admins everybody's. */
@Path("/api/v1/users")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Users")
@APIResponse(responseCode = "401", ref = "Problem")
public class UserResource {

    private final UserService users;
    private final UserSearch search;
    private final Language language;
    private final Caller caller;

    UserResource(UserService users, UserSearch search, Language language, Caller caller) {
        this.users = users;
        this.search = search;
        this.language = language;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "List users", description = "A page of users, by id unless sorted otherwise.")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "Part of a name, an e-mail address or a phone",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "role",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"user", "admin"}))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"unverified", "verified"}))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"id", "-id", "created_at", "-created_at", "full_name", "-full_name"}))
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "1"))
    @Parameter(name = "size", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, defaultValue = "20"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "A page")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "403", ref = "Problem")
    public Page<UserResponse> list(@Context UriInfo uri) {
        return search.list(new Query(uri));
    }

    @GET
    @Path("me")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.USER)
    @Operation(summary = "Read your own account")
    @APIResponse(
            responseCode = "200",
            description = "You",
            content = @Content(schema = @Schema(implementation = UserResponse.class)))
    public Response me(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return Tagged.read(users.get(caller.requireUserId()), ifNoneMatch);
    }

    @GET
    @Path("{id:[0-9]{1,18}}")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.USER)
    @Operation(summary = "Read an account", description = "Admins read any, others their own.")
    @APIResponse(
            responseCode = "200",
            description = "The user",
            content = @Content(schema = @Schema(implementation = UserResponse.class)))
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response read(long id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        requireSelfOrAdmin(id);
        return Tagged.read(users.get(id), ifNoneMatch);
    }

    @PATCH
    @Path("{id:[0-9]{1,18}}")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.USER)
    @Operation(
            summary = "Change an account",
            description = "Your own name, phone, picture and e-mail; a new e-mail waits in pending_email until"
                    + " it is proved by POST /auth/verify. Admins change any account, its e-mail at once, and also"
                    + " roles and disabled.")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The user",
            content = @Content(schema = @Schema(implementation = UserResponse.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "412", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "Problem")
    public Response change(
            long id,
            @NotNull UserPatch patch,
            @Parameter(hidden = true) @HeaderParam("Accept-Language") String accept,
            @Context Request request) {
        requireSelfOrAdmin(id);
        if (patch.isForAdmins() && !caller.isAdmin()) {
            throw ProblemException.forbidden("only an admin changes roles or disables accounts");
        }
        return Tagged.of(users.patch(id, patch, actor(), user -> Tagged.isFresh(user, request), language.of(accept)));
    }

    @DELETE
    @Path("{id:[0-9]{1,18}}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Delete an account",
            description =
                    "Ends its sessions and erases what is personal; orders stay. The last admin can't be deleted.")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "204", description = "Gone")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public void delete(long id, @Context Request request) {
        users.delete(id, actor(), user -> Tagged.isFresh(user, request));
    }

    /** Somebody else's account is to a user as if it weren't there. */
    private void requireSelfOrAdmin(long id) {
        if (!caller.isAdmin() && caller.requireUserId() != id) {
            throw ProblemException.notFound("user");
        }
    }

    private UserService.Actor actor() {
        return new UserService.Actor(caller.requireUserId(), caller.isAdmin());
    }
}
