package io.vitrina.catalog.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.catalog.config.CatalogConfig;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.request.IfNoneMatch;
import io.vitrina.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What all reads of the catalogue have in common: who may make them, and what may be kept of the answers. */
@ApplicationScoped
public class CatalogReads {

    private static final String AGE = "Age";
    private static final String SHARED = "public, max-age=5, stale-while-revalidate=5";
    /** The {@code Cache-Control} of whatever is for one reader only. */
    public static final String PRIVATE = "no-store";

    private final Caller caller;
    private final ObjectMapper json;
    private final boolean closed;

    CatalogReads(Caller caller, ObjectMapper json, CatalogConfig config) {
        this.caller = caller;
        this.json = json;
        this.closed = config.browse() == CatalogConfig.Browse.AUTHENTICATED;
    }

    /** Whether the shop is closed to strangers. */
    public boolean isClosed() {
        return closed;
    }

    /** 401 for strangers in a shop that is closed to them. */
    public void requireBrowsing() {
        if (closed && caller.userId().isEmpty()) {
            throw ProblemException.unauthorized("a valid access token is required");
        }
    }

    /** Whether the caller asks for what shoppers don't see; 403 when that isn't for him. */
    public boolean includesAll(boolean asked) {
        if (asked && caller.isAnonymous()) {
            throw ProblemException.unauthorized("a valid access token is required");
        }
        if (asked && !caller.isAdmin()) {
            throw ProblemException.forbidden("only admins see everything");
        }
        return asked;
    }

    /** Admins read past every cache: they look at what they have just changed. */
    public boolean isAdmin() {
        return caller.isAdmin();
    }

    public Rendered render(Object body) {
        byte[] bytes = bytes(body);
        return new Rendered(bytes, EntityTags.of(bytes));
    }

    /** With a tag by {@link EntityTags#of(long, int, byte[])}. */
    public Rendered render(Object body, long id, int version) {
        byte[] bytes = bytes(body);
        return new Rendered(bytes, EntityTags.of(id, version, bytes));
    }

    public Rendered render(Object body, String etag) {
        return new Rendered(bytes(body), etag);
    }

    /** 304 when the client has it already. */
    public Response answer(Rendered rendered, String ifNoneMatch, boolean shared) {
        String cacheControl = shared && !closed ? SHARED : PRIVATE;
        boolean known = IfNoneMatch.names(ifNoneMatch, rendered.etag());
        Response.ResponseBuilder response =
                known ? Response.notModified() : Response.ok(rendered.body(), MediaType.APPLICATION_JSON_TYPE);
        if (rendered.age() > 0) {
            // Part of the time for which others may keep it is over (RFC 9111, 4.2.3).
            response.header(AGE, rendered.age());
        }
        return response.header(HttpHeaders.ETAG, rendered.etag())
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .build();
    }

    /** The object after it was written. */
    public static Response written(Rendered rendered) {
        return Response.ok(rendered.body(), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ETAG, rendered.etag())
                .header(HttpHeaders.CACHE_CONTROL, PRIVATE)
                .build();
    }

    /** The object after it was made, 201. */
    public static Response created(Rendered rendered, String path) {
        return located(Response.status(Response.Status.CREATED), path)
                .entity(rendered.body())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ETAG, rendered.etag())
                .header(HttpHeaders.CACHE_CONTROL, PRIVATE)
                .build();
    }

    /**
     * With the path as its {@code Location}, as it is: {@code ResponseBuilder.location} would make it an address of this
     * process, which whoever called the gateway can't reach.
     */
    public static Response.ResponseBuilder located(Response.ResponseBuilder response, String path) {
        return response.header(HttpHeaders.LOCATION, path);
    }

    private byte[] bytes(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is not JSON", e);
        }
    }
}
