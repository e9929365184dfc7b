package io.vitrina.gateway.route;

import io.vitrina.gateway.cache.Origin;
import io.vitrina.kit.problem.Problems;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** What a client is told when a service gave no answer. */
final class Failures {

    private Failures() {}

    static Problems kindOf(Throwable cause) {
        return switch (cause) {
            case NotReachedException refused -> Problems.UNAVAILABLE;
            case Origin.FailingException failing -> Problems.UNAVAILABLE;
            case TimeoutException late -> Problems.GATEWAY_TIMEOUT;
            default -> Problems.BAD_GATEWAY;
        };
    }

    static String detailOf(Problems kind) {
        return switch (kind) {
            case UNAVAILABLE -> "the service is away for a moment";
            case BAD_REQUEST -> "the body of the request broke off";
            case REQUEST_TIMEOUT -> "the body of the request came too slowly";
            case GATEWAY_TIMEOUT -> "the service took too long to answer";
            default -> "the service broke off its answer";
        };
    }

    /** No connection to any address of a service. */
    static final class NotReachedException extends IOException {

        NotReachedException(Throwable cause) {
            super(cause);
        }
    }
}
