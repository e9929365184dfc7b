package io.vitrina.gateway.cache;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/** Whoever has the real answer. It is asked as a stranger would ask, whoever wants to know. */
@FunctionalInterface
public interface Origin {

    /**
     * @param etag of the answer at hand; null when there is none
     * @param patience how long the answer may take
     * @return the answer, whatever its status; fails when there is none, with {@link TooLargeException} when it is
     *     larger than is kept
     */
    Future<Answer> fetch(String etag, Duration patience);

    /**
     * A whole answer.
     *
     * @param status HTTP status
     * @param headers end-to-end headers that a client may see
     * @param body empty when there is none
     */
    record Answer(int status, MultiMap headers, Buffer body) {}

    /** It answered with a 5xx, which went to whoever had asked first: it names that call and no other. */
    final class FailingException extends RuntimeException {

        public FailingException() {
            super("the service failed", null, false, false);
        }
    }

    /** The answer doesn't fit; it is to be streamed. */
    final class TooLargeException extends RuntimeException {

        public TooLargeException() {
            super("the answer is larger than is kept", null, false, false);
        }
    }
}
