package io.vitrina.kit.problem;

import java.io.IOException;

/** A body went past its limit while it was read. An IOException, because JSON readers let those through as they are. */
public class BodyTooLargeException extends IOException {

    /** @param limit bytes it may have */
    public BodyTooLargeException(long limit) {
        super("the body may have at most " + limit + " bytes");
    }
}
