package io.vitrina.acceptance.access;

import java.util.Set;

/**
 * What an operation answers to whom.
 *
 * @param letIn what those hear who may make the call, as the matrix makes it: with an empty body, on things as they are
 */
public record Expectation(Access access, Set<Integer> letIn) {

    /** Whether this status is a right answer to that caller. */
    public boolean allows(CallerKind caller, int status) {
        return switch (access.rightOf(caller)) {
            case LET_IN -> letIn.contains(status);
            case UNAUTHORIZED -> status == 401;
            case FORBIDDEN -> status == 403;
            case NOT_THERE -> status == 404;
        };
    }
}
