package io.vitrina.catalog.product;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.catalog.cache.CatalogReads;
import io.vitrina.catalog.history.ProductChange;
import io.vitrina.catalog.history.ProductHistory;
import io.vitrina.catalog.history.ProductHistory.Author;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import io.vitrina.kit.page.Query;
import io.vitrina.kit.security.Caller;
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
import jakarta.ws.rs.PUT;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** One product over HTTP. */
@Path("/api/v1/products")
@Tag(name = "Products", description = "What the shop sells")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProductResource {

    /** Where products live; an id goes behind it. */
    public static final String PATH = "/api/v1/products/";

    private final ProductService service;
    private final ProductReads products;
    private final ProductHistory history;
    private final CatalogReads reads;
    private final Caller caller;

    ProductResource(
            ProductService service, ProductReads products, ProductHistory history, CatalogReads reads, Caller caller) {
        this.service = service;
        this.products = products;
        this.history = history;
        this.reads = reads;
        this.caller = caller;
    }

    @GET
    @Path("/{id: \\d+}")
    @PermitAll
    @Operation(summary = "One product", operationId = "getProduct")
    @APIResponse(
            responseCode = "200",
            description = "The product; sold out ones have quantity 0",
            content = @Content(schema = @Schema(implementation = ProductResponse.class)))
    @APIResponse(responseCode = "404", description = "There is none, or shoppers don't see it")
    public Response get(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        reads.requireBrowsing();
        return reads.isAdmin()
                ? reads.answer(products.forAdmins(id), ifNoneMatch, false)
                : reads.answer(products.forShoppers(id), ifNoneMatch, true);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Add a product", operationId = "createProduct")
    @APIResponse(
            responseCode = "201",
            description = "The new product",
            content = @Content(schema = @Schema(implementation = ProductResponse.class)))
    @APIResponse(responseCode = "409", description = "The sku is taken")
    @APIResponse(responseCode = "422", description = "A rule is broken")
    public Response create(@NotNull @Valid ProductRequest request) {
        ProductRow created = service.create(request);
        return CatalogReads.created(
                products.render(created), PATH + created.response().id());
    }

    @PUT
    @Path("/{id: \\d+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Replace a product; what is absent is cleared", operationId = "putProduct")
    @APIResponse(
            responseCode = "200",
            description = "The product",
            content = @Content(schema = @Schema(implementation = ProductResponse.class)))
    @APIResponse(responseCode = "412", description = "The product changed since it was read")
    @APIResponse(responseCode = "422", description = "A rule is broken")
    public Response replace(
            @PathParam("id") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @NotNull @Valid ProductRequest request) {
        return CatalogReads.written(products.render(service.replace(id, request, author(null), ifMatch)));
    }

    @PATCH
    @Path("/{id: \\d+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Change a product", operationId = "patchProduct")
    @APIResponse(
            responseCode = "200",
            description = "The product",
            content = @Content(schema = @Schema(implementation = ProductResponse.class)))
    @APIResponse(responseCode = "409", description = "The sku is taken")
    @APIResponse(responseCode = "412", description = "The product changed since it was read")
    @APIResponse(responseCode = "422", description = "A rule is broken")
    public Response patch(
            @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull ProductPatch patch) {
        return CatalogReads.written(products.render(service.patch(id, patch, author(null), ifMatch)));
    }

    @DELETE
    @Path("/{id: \\d+}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Delete a product; orders keep what they hold of it", operationId = "deleteProduct")
    @APIResponse(responseCode = "204", description = "It is gone")
    public void delete(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        service.delete(id, author("deleted"), ifMatch);
    }

    @POST
    @Path("/{id: \\d+}/activate")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Show a product to shoppers", operationId = "activateProduct")
    @APIResponse(
            responseCode = "200",
            description = "The product",
            content = @Content(schema = @Schema(implementation = ProductResponse.class)))
    public Response activate(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return CatalogReads.written(products.render(service.activate(id, ifMatch)));
    }

    @POST
    @Path("/{id: \\d+}/deactivate")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Hide a product from shoppers", operationId = "deactivateProduct")
    @APIResponse(
            responseCode = "200",
            description = "The product",
            content = @Content(schema = @Schema(implementation = ProductResponse.class)))
    public Response deactivate(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return CatalogReads.written(products.render(service.deactivate(id, ifMatch)));
    }

    @POST
    @Path("/{id: \\d+}/stock")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Add to what is on sale, or take from it", operationId = "adjustStock")
    @APIResponse(
            responseCode = "200",
            description = "The product",
            content = @Content(schema = @Schema(implementation = ProductResponse.class)))
    @APIResponse(responseCode = "409", description = "Less is on sale than is to be taken")
    public Response adjustStock(
            @PathParam("id") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @NotNull @Valid StockRequest request) {
        return CatalogReads.written(
                products.render(service.adjustStock(id, request.delta(), author(request.reason()), ifMatch)));
    }

    @GET
    @Path("/{id: \\d+}/history")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Changes of its price and stock, newest first", operationId = "productHistory")
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(implementation = Integer.class))
    @Parameter(name = "size", in = ParameterIn.QUERY, schema = @Schema(implementation = Integer.class))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(implementation = String.class))
    @APIResponse(responseCode = "200", description = "A page of changes")
    public RestResponse<Page<ProductChange>> history(@PathParam("id") long id, @Context UriInfo uri) {
        return RestResponse.ResponseBuilder.ok(history.page(id, PageRequest.from(new Query(uri))))
                .header(HttpHeaders.CACHE_CONTROL, CatalogReads.PRIVATE)
                .build();
    }

    private Author author(String reason) {
        return new Author(caller.requireUserId(), reason);
    }
}
