package io.vitrina.kit.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one base of every error that a client is told about: it knows its kind, and so its status.
 *
 * <p>The detail reaches the client: it names what is wrong and never holds a class name, SQL or a secret.
 */
public class ProblemException extends RuntimeException {

    private final ProblemKind kind;
    private final List<FieldError> errors;
    private final Map<String, Object> extensions = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public ProblemException(ProblemKind kind, String detail) {
        this(kind, detail, List.of());
    }

    public ProblemException(ProblemKind kind, String detail, List<FieldError> errors) {
        // No stack for what the client did wrong: it is an answer, not a fault, and costs time under attack.
        super(detail, null, false, isFault(kind));
        this.kind = kind;
        this.errors = List.copyOf(errors);
    }

    /** Whether it is a fault of ours: being busy, or waiting for another service, is not. */
    static boolean isFault(ProblemKind kind) {
        return kind.status() >= 500 && kind.status() != Problems.UNAVAILABLE.status();
    }

    public static ProblemException badRequest(String field, String message) {
        return new ProblemException(
                Problems.BAD_REQUEST, field + ": " + message, List.of(new FieldError(field, message)));
    }

    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    public static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(Problems.VALIDATION_FAILED, Problem.describe(errors), errors);
    }

    /** A well-formed request that a rule of the business refuses: 422 with no single field to blame. */
    public static ProblemException unprocessable(String detail) {
        return new ProblemException(Problems.UNPROCESSABLE, detail);
    }

    public static ProblemException notFound(String what) {
        return new ProblemException(Problems.NOT_FOUND, what + " not found");
    }

    public static ProblemException forbidden(String detail) {
        return new ProblemException(Problems.FORBIDDEN, detail);
    }

    public static ProblemException unauthorized(String detail) {
        return new ProblemException(Problems.UNAUTHORIZED, detail);
    }

    public static ProblemException conflict(String detail) {
        return new ProblemException(Problems.CONFLICT, detail);
    }

    /** A unique value that somebody has already: 409 naming the field. */
    public static ProblemException taken(String field) {
        String message = "is already taken";
        return new ProblemException(Problems.CONFLICT, field + " " + message, List.of(new FieldError(field, message)));
    }

    public static ProblemException stale() {
        return new ProblemException(Problems.PRECONDITION_FAILED, "the object has changed since you read it");
    }

    public static ProblemException tooManyRequests(String detail, Duration retryAfter) {
        return new ProblemException(Problems.TOO_MANY_REQUESTS, detail).retryAfter(retryAfter);
    }

    public static ProblemException unavailable(String detail, Duration retryAfter) {
        return new ProblemException(Problems.UNAVAILABLE, detail).retryAfter(retryAfter);
    }

    /** Adds an extension member to the body; the value is written by Jackson, names are snake_case. */
    public ProblemException with(String member, Object value) {
        extensions.put(member, value);
        return this;
    }

    public ProblemException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** {@code Retry-After} in whole seconds, rounded up, at least 1. */
    public ProblemException retryAfter(Duration wait) {
        long seconds = Math.max(1, Math.ceilDiv(wait.toMillis(), 1000L));
        return header("Retry-After", Long.toString(seconds));
    }

    public ProblemKind kind() {
        return kind;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, Object> extensions() {
        return extensions;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
