package io.vitrina.catalog.listing;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.catalog.cache.CatalogReads;
import io.vitrina.catalog.cache.ReadCache;
import io.vitrina.catalog.cache.Rendered;
import io.vitrina.catalog.product.ProductResponse;
import io.vitrina.kit.page.Page;
import io.vitrina.kit.page.PageRequest;
import io.vitrina.kit.page.Query;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lists of products over HTTP. */
@Path("/api/v1/products")
@Tag(name = "Products")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ListingResource {

    private final Listing listing;
    private final ReadCache cache;
    private final CatalogReads reads;

    ListingResource(Listing listing, ReadCache cache, CatalogReads reads) {
        this.listing = listing;
        this.cache = cache;
        this.reads = reads;
    }

    private enum Include {
        ALL
    }

    /** Only there to describe the answer. */
    @Schema(name = "ProductPage")
    private record ProductPage(
            List<ProductResponse> items,
            Integer page,
            int size,
            Long total,
            Long pages,
            String nextCursor,

            @Schema(description = "true when total is an estimate; else left out")
            Boolean totalIsEstimate) {}

    @GET
    @PermitAll
    @Operation(
            summary = "Products on sale: active, and at least one there",
            description = "By number (`page`) or by `cursor`, which goes on without drift while products change. "
                    + "Totals past 10,000, of searches past 5,000, may be estimates. By relevance all matches are "
                    + "ranked, best first, where they are about 5,000 or fewer. Of a more common search the 200 "
                    + "newest matches come first, best first, then the 200 before these, and so on to the last: "
                    + "a walk sees every match.",
            operationId = "listProducts")
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "`next_cursor` of the page before, with the same filters and sort",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description =
                    "Full text, Russian and English; forgives typos in words of names and descriptions, finishes the last word",
            schema = @Schema(type = SchemaType.STRING, maxLength = 200))
    @Parameter(
            name = "category",
            in = ParameterIn.QUERY,
            description = "Id or slug; what is below it is included",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "min_price",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
    @Parameter(
            name = "max_price",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
    @Parameter(
            name = "ids",
            in = ParameterIn.QUERY,
            description = "Only these, at most 100, separated by commas",
            schema = @Schema(type = SchemaType.STRING, examples = "\"1,2,3\""))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "`relevance` where something is searched for, else `-created_at`, unless given",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"name", "-name", "price", "-price", "created_at", "-created_at", "relevance"
                            }))
    @Parameter(
            name = "include",
            in = ParameterIn.QUERY,
            description = "`all`: inactive and sold out ones too (admins)",
            schema = @Schema(type = SchemaType.STRING, enumeration = "all"))
    @APIResponse(
            responseCode = "200",
            description = "A page of products",
            content = @Content(schema = @Schema(implementation = ProductPage.class)))
    @APIResponse(responseCode = "400", description = "A query parameter is wrong; the problem names it")
    public Response list(@Context UriInfo uri, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        reads.requireBrowsing();
        Query query = new Query(uri);
        boolean all = reads.includesAll(query.oneOf("include", Include.class).isPresent());
        ProductFilter filter = ProductFilter.from(query, all);
        PageRequest request = PageRequest.from(query);
        if (reads.isAdmin()) {
            Page<ProductResponse> page = listing.page(filter, request);
            return reads.answer(reads.render(page), ifNoneMatch, false);
        }
        Rendered page = cache.list(
                new ProductFilter.PageKey(filter, request), () -> reads.render(listing.recentPage(filter, request)));
        return reads.answer(page, ifNoneMatch, true);
    }
}
