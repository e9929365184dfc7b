package io.vitrina.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vitrina.kit.request.RequestId;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.CharConversionException;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every exception of the REST layer into a problem body; the only place that does. */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(ProblemException e) {
        if (ProblemException.isFault(e.kind())) {
            LOG.errorf(e, "%s", e.kind().slug());
        } else if (e.kind().status() >= 500) {
            LOG.warnf("%s: %s", e.kind().slug(), e.getMessage());
        } else {
            LOG.debugf("%s: %s", e.kind().slug(), e.getMessage());
        }
        return respond(Problem.of(e, RequestId.current()), e.headers());
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException e) {
        List<FieldError> errors = Violations.fieldErrors(e);
        // A body that isn't there at all is malformed, not a rule broken by one of its fields.
        boolean noBody = errors.stream().anyMatch(error -> error.field().isEmpty())
                && e.getConstraintViolations().stream().anyMatch(v -> v.getInvalidValue() == null);
        if (noBody) {
            return respond(Problems.BAD_REQUEST, "a JSON body is required");
        }
        return problem(ProblemException.invalid(errors));
    }

    @ServerExceptionMapper
    public Response unreadable(MismatchedInputException e) {
        return problem(JsonErrors.explain(e));
    }

    /** Jackson takes a body for UTF-32 when its first bytes look so, and says of bad ones what no exception of its own is. */
    @ServerExceptionMapper
    public Response noCharacters(CharConversionException e) {
        return respond(Problems.BAD_REQUEST, "the body is not valid JSON");
    }

    @ServerExceptionMapper
    public Response tooLarge(BodyTooLargeException e) {
        return respond(Problems.CONTENT_TOO_LARGE, e.getMessage());
    }

    @ServerExceptionMapper
    public Response anonymous(UnauthorizedException e) {
        return unauthorized();
    }

    @ServerExceptionMapper
    public Response badToken(AuthenticationFailedException e) {
        LOG.debugf("token refused: %s", e.getMessage());
        return unauthorized();
    }

    @ServerExceptionMapper
    public Response roleMissing(ForbiddenException e) {
        return respond(Problems.FORBIDDEN, "your role does not allow this");
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return problem(JsonErrors.explain(json));
        }
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        Problems kind = Problems.ofStatus(status);
        if (kind == Problems.UNAUTHORIZED) {
            return unauthorized();
        }
        if (status >= 500) {
            LOG.errorf(e, "%s", kind.slug());
        }
        return respond(kind, detail(kind));
    }

    @ServerExceptionMapper
    public Response methodNotAllowed(NotAllowedException e, UriInfo uri) {
        Problem problem =
                Problem.of(Problems.METHOD_NOT_ALLOWED, detail(Problems.METHOD_NOT_ALLOWED), RequestId.current());
        return respond(problem, Map.of(HttpHeaders.ALLOW, AllowedMethods.at(uri.getPath())));
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e) {
        LOG.error("unexpected failure", e);
        return respond(Problems.INTERNAL_ERROR, detail(Problems.INTERNAL_ERROR));
    }

    private static String detail(Problems kind) {
        return switch (kind) {
            case NOT_FOUND -> "there is nothing at this address";
            case METHOD_NOT_ALLOWED -> "this address does not take that method";
            case UNSUPPORTED_MEDIA_TYPE -> "this content type is not understood here";
            case NOT_ACCEPTABLE -> "none of the accepted content types can be made here";
            case CONTENT_TOO_LARGE -> "the body is too large";
            case BAD_REQUEST -> "the request could not be read";
            case INTERNAL_ERROR -> "something went wrong on our side; quote the request id when you report it";
            default -> kind.title();
        };
    }

    private static Response unauthorized() {
        return respond(Problems.UNAUTHORIZED, "a valid access token is required");
    }

    private static Response respond(ProblemKind kind, String detail) {
        return respond(Problem.of(kind, detail, RequestId.current()), Map.of());
    }

    private static Response respond(Problem problem, Map<String, String> headers) {
        Response.ResponseBuilder response = Response.status(problem.kind().status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem.toJson());
        if (problem.kind().status() == Problems.UNAUTHORIZED.status()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        headers.forEach(response::header);
        return response.build();
    }
}
