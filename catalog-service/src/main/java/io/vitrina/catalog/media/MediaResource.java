package io.vitrina.catalog.media;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.catalog.cache.CatalogReads;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.request.IfNoneMatch;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PathPart;

/** Pictures over HTTP. */
@Path("/api/v1/media")
@Tag(name = "Media", description = "Pictures of products")
@RunOnVirtualThread
public class MediaResource {

    static final String PATH = "/api/v1/media/";

    /** A name stands for one picture for ever. */
    private static final String FOR_EVER = "max-age=31536000, immutable";

    private final Pictures pictures;
    private final CatalogReads reads;

    MediaResource(Pictures pictures, CatalogReads reads) {
        this.pictures = pictures;
        this.reads = reads;
    }

    @GET
    @Path("/{name}")
    @PermitAll
    @Operation(summary = "A picture", operationId = "getMedia")
    @APIResponse(
            responseCode = "200",
            description = "The picture, the same for ever",
            content = {
                @Content(mediaType = "image/png"),
                @Content(mediaType = "image/jpeg"),
                @Content(mediaType = "image/webp")
            })
    @APIResponse(responseCode = "404", description = "There is none of that name")
    public Response get(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
            @Context Request request) {
        reads.requireBrowsing();
        ImageKind kind = Pictures.kind(name).orElseThrow(MediaResource::absent);
        String etag = '"' + name + '"';
        // Who names the tag has had the picture, which never changes: the store is not asked.
        Response.ResponseBuilder response = IfNoneMatch.names(ifNoneMatch, etag)
                ? Response.notModified()
                : found(pictures.find(name).orElseThrow(MediaResource::absent), request.getMethod())
                        .type(kind.mediaType());
        return response.header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.CACHE_CONTROL, (reads.isClosed() ? "private, " : "public, ") + FOR_EVER)
                // A browser must not take it for a page, whatever it holds behind its first bytes.
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .build();
    }

    /** The server reads it piece by piece, as fast as the client takes it. */
    static Response.ResponseBuilder found(MediaStore.Stored picture, String method) {
        return switch (picture) {
            case MediaStore.Stored.InFile file -> Response.ok(new PathPart(file.path(), 0, file.length()));
            case MediaStore.Stored.OnItsWay stream ->
                Response.ok(method.equals(HttpMethod.HEAD) ? unread(stream) : body(stream))
                        .header(HttpHeaders.CONTENT_LENGTH, stream.length());
        };
    }

    private static StreamingOutput body(MediaStore.Stored.OnItsWay stream) {
        return out -> {
            try (InputStream content = stream.content()) {
                content.transferTo(out);
            }
        };
    }

    /** Nobody will ask for it: what is on its way is called off here. */
    private static StreamingOutput unread(MediaStore.Stored.OnItsWay stream) {
        try {
            stream.content().close();
        } catch (IOException e) {
            throw new MediaUnavailable(e);
        }
        return out -> {};
    }

    private static ProblemException absent() {
        return ProblemException.notFound("picture");
    }
}
