package io.vitrina.kit.body;

import io.vitrina.kit.problem.BodyTooLargeException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Ends a body that does not say how long it is (chunked) where {@link BodyLimit} would have refused it. */
public class StreamedBodyLimit {

    private static final String CHUNKED = "Transfer-Encoding";

    private final BodyLimit limits;

    StreamedBodyLimit(BodyLimit limits) {
        this.limits = limits;
    }

    @ServerRequestFilter
    public void count(ContainerRequestContext call) {
        boolean unknown =
                call.getHeaderString(HttpHeaders.CONTENT_LENGTH) == null && call.getHeaderString(CHUNKED) != null;
        if (unknown) {
            limits.whileReading(call.getUriInfo().getPath())
                    .ifPresent(limit -> call.setEntityStream(new Counted(call.getEntityStream(), limit)));
        }
    }

    private static final class Counted extends FilterInputStream {

        private final long limit;
        private long left;

        private Counted(InputStream in, long limit) {
            super(in);
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new BodyTooLargeException(limit);
            }
        }
    }
}
