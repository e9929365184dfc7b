package io.vitrina.catalog.product;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.catalog.cache.CatalogReads;
import io.vitrina.catalog.media.Pictures;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A product's picture over HTTP. */
@Path("/api/v1/products/{id: \\d+}/image")
@Tag(name = "Products")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ImageResource {

    private static final String PNG = "image/png";
    private static final String JPEG = "image/jpeg";
    private static final String WEBP = "image/webp";

    /** Each upload is held in memory whole; so many at once are nothing to worry about. */
    private static final int AT_ONCE = 6;

    private final ProductService service;
    private final ProductReads products;
    private final Pictures pictures;
    private final Semaphore free = new Semaphore(AT_ONCE);

    ImageResource(ProductService service, ProductReads products, Pictures pictures) {
        this.service = service;
        this.products = products;
        this.pictures = pictures;
    }

    @POST
    @Consumes({PNG, JPEG, WEBP})
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Upload a product's picture", operationId = "uploadProductImage")
    @RequestBody(
            description = "At most 5 MiB",
            content = {
                @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = JPEG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = WEBP, schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The product, with the picture's address as its image_url",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProductResponse.class)))
    @APIResponse(responseCode = "413", description = "The picture is too large")
    @APIResponse(responseCode = "415", description = "It is no PNG, JPEG or WebP, whatever it says")
    public Response upload(
            @PathParam("id") long id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            InputStream body)
            throws IOException {
        if (type == null) {
            throw new ProblemException(Problems.UNSUPPORTED_MEDIA_TYPE, "the body must say which picture it is");
        }
        if (!free.tryAcquire()) {
            throw ProblemException.unavailable("too many uploads at once", Duration.ofSeconds(2));
        }
        try {
            // One byte more than allowed tells a picture that is too large from one that is just not.
            byte[] content = body.readNBytes(Pictures.MAX_BYTES + 1);
            products.forAdmins(id);
            String url = pictures.take(content, type.getType() + '/' + type.getSubtype());
            return CatalogReads.written(products.render(service.picture(id, url, ifMatch)));
        } finally {
            free.release();
        }
    }
}
