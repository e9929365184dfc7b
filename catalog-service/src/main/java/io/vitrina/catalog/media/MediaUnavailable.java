package io.vitrina.catalog.media;

import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;

/** The store of pictures does not answer, or can't keep any more: 503. */
public class MediaUnavailable extends ProblemException {

    public MediaUnavailable(Throwable cause) {
        super(Problems.UNAVAILABLE, "pictures are not available now");
        initCause(cause);
        header("Retry-After", "5");
    }
}
