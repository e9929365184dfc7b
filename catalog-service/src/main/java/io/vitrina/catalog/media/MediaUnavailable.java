package io.vitrina.catalog.media;

import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;

/** The store of pictures does not answer, or can't keep any more: 503. */
public class MediaUnavailable extends ProblemException {

    private final Throwable reason;

    public MediaUnavailable(Throwable reason) {
        super(Problems.UNAVAILABLE, "pictures are not available now");
        this.reason = reason;
        header("Retry-After", "5");
    }

    /** For the log; the client is told no more than that. */
    @Override
    public synchronized Throwable getCause() {
        return reason;
    }
}
