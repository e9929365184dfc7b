package io.vitrina.catalog.category;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.catalog.cache.CatalogReads;
import io.vitrina.catalog.cache.Rendered;
import io.vitrina.kit.page.Query;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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

/** Categories over HTTP. */
@Path("/api/v1/categories")
@Tag(name = "Categories", description = "The tree that products hang on")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CategoryResource {

    private static final String PATH = "/api/v1/categories/";

    private final CategoryService service;
    private final CategoryTrees trees;
    private final CatalogReads reads;

    CategoryResource(CategoryService service, CategoryTrees trees, CatalogReads reads) {
        this.service = service;
        this.trees = trees;
        this.reads = reads;
    }

    @GET
    @PermitAll
    @Operation(summary = "The active categories as a tree", operationId = "listCategories")
    @Parameter(
            name = "include",
            in = ParameterIn.QUERY,
            description = "`all`: inactive ones too (admins)",
            schema = @Schema(type = SchemaType.STRING, enumeration = "all"))
    @APIResponse(
            responseCode = "200",
            description = "The roots, each with what is below it",
            content = @Content(schema = @Schema(implementation = CategoryTrees.Categories.class)))
    public Response list(@Context UriInfo uri, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        reads.requireBrowsing();
        boolean all =
                reads.includesAll(new Query(uri).oneOf("include", Include.class).isPresent());
        return reads.isAdmin()
                ? reads.answer(trees.listForAdmins(all), ifNoneMatch, false)
                : reads.answer(trees.listForShoppers(), ifNoneMatch, true);
    }

    @GET
    @Path("/all")
    @PermitAll
    @Operation(summary = "The active categories as a tree", operationId = "listAllCategories")
    @Parameter(
            name = "include",
            in = ParameterIn.QUERY,
            description = "`all`: inactive ones too (admins)",
            schema = @Schema(type = SchemaType.STRING, enumeration = "all"))
    @APIResponse(
            responseCode = "200",
            description = "The same as GET /categories",
            content = @Content(schema = @Schema(implementation = CategoryTrees.Categories.class)))
    public Response listAll(@Context UriInfo uri, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return list(uri, ifNoneMatch);
    }

    @GET
    @Path("/{val}")
    @PermitAll
    @Operation(summary = "One category, by id or slug", operationId = "getCategory")
    @APIResponse(
            responseCode = "200",
            description = "The category with what is below it",
            content = @Content(schema = @Schema(implementation = CategoryResponse.class)))
    @APIResponse(responseCode = "404", description = "There is none, or shoppers don't see it")
    public Response get(@PathParam("val") String val, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        reads.requireBrowsing();
        if (reads.isAdmin()) {
            return reads.answer(trees.oneForAdmins(val), ifNoneMatch, false);
        }
        Rendered found = trees.oneForShoppers(val).orElseThrow(() -> ProblemException.notFound("category"));
        return reads.answer(found, ifNoneMatch, true);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Add a category", operationId = "createCategory")
    @APIResponse(
            responseCode = "201",
            description = "The new category",
            content = @Content(schema = @Schema(implementation = CategoryResponse.class)))
    @APIResponse(responseCode = "409", description = "The slug is taken")
    @APIResponse(responseCode = "422", description = "A rule is broken; the tree has 12 levels at most")
    public Response create(@NotNull @Valid CategoryRequest request) {
        long id = service.create(request);
        return CatalogReads.created(trees.oneForAdmins(Long.toString(id)), PATH + id);
    }

    @PATCH
    @Path("/{val}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Change a category: rename, move, describe", operationId = "patchCategory")
    @APIResponse(
            responseCode = "200",
            description = "The category",
            content = @Content(schema = @Schema(implementation = CategoryResponse.class)))
    @APIResponse(responseCode = "409", description = "The slug is taken")
    @APIResponse(responseCode = "412", description = "The category changed since it was read")
    @APIResponse(
            responseCode = "422",
            description =
                    "A rule is broken; a category can't be moved below itself, and the tree has 12 levels at most")
    public Response patch(
            @PathParam("val") String val,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @NotNull CategoryPatch patch) {
        return written(service.patch(val, patch, ifMatch));
    }

    @POST
    @Path("/{val}/activate")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Show a category and its products to shoppers", operationId = "activateCategory")
    @APIResponse(
            responseCode = "200",
            description = "The category",
            content = @Content(schema = @Schema(implementation = CategoryResponse.class)))
    public Response activate(@PathParam("val") String val, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return written(service.activate(val, ifMatch));
    }

    @POST
    @Path("/{val}/deactivate")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Hide a category, everything below it and all their products from shoppers",
            operationId = "deactivateCategory")
    @APIResponse(
            responseCode = "200",
            description = "The category",
            content = @Content(schema = @Schema(implementation = CategoryResponse.class)))
    public Response deactivate(@PathParam("val") String val, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return written(service.deactivate(val, ifMatch));
    }

    @DELETE
    @Path("/{val}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Delete a category that nothing hangs on", operationId = "deleteCategory")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "409", description = "It has products or categories below it")
    public void delete(@PathParam("val") String val, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        service.delete(val, ifMatch);
    }

    private Response written(long id) {
        return CatalogReads.written(trees.oneForAdmins(Long.toString(id)));
    }

    private enum Include {
        ALL
    }
}
