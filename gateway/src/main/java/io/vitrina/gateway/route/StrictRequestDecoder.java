package io.vitrina.gateway.route;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Decodes HTTP/1 requests, refusing what the decoder of the framework would repair.
 *
 * <p>A request in chunks is announced when its first chunk is there and sound, so that a broken one reaches no
 * service. A head that doesn't come to its end in time closes the connection.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    private static final String CHUNKED = "chunked";

    private final HeadScanner scanner = new HeadScanner();
    private final long headTimeoutNanos;
    private boolean inHead = true;
    private boolean refused;
    private HttpRequest held;
    private long headSinceNanos;
    private ScheduledFuture<?> watch;

    StrictRequestDecoder(HttpServerOptions options, long headTimeoutNanos) {
        super(options);
        this.headTimeoutNanos = headTimeoutNanos;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        super.handlerAdded(ctx);
        headSinceNanos = System.nanoTime();
        watch = ctx.executor()
                .scheduleAtFixedRate(
                        () -> closeLateHead(ctx), headTimeoutNanos, headTimeoutNanos / 2, TimeUnit.NANOSECONDS);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        watch.cancel(false);
        ReferenceCountUtil.release(held);
        held = null;
        super.handlerRemoved0(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        watch.cancel(false);
        super.channelInactive(ctx);
    }

    private void closeLateHead(ChannelHandlerContext ctx) {
        boolean waiting = inHead && headSinceNanos != 0;
        if (waiting && System.nanoTime() - headSinceNanos > headTimeoutNanos) {
            ctx.close();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        if (refused) {
            buffer.skipBytes(buffer.readableBytes());
            return;
        }
        if (inHead) {
            if (headSinceNanos == 0) {
                headSinceNanos = System.nanoTime();
            }
            if (!scanner.accept(buffer)) {
                refuse(buffer, out, "the head can be read in more than one way");
                return;
            }
        }
        int before = out.size();
        super.decode(ctx, buffer, out);
        follow(buffer, out, before);
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        // The end of a connection would be taken for one more broken request.
        if (!refused) {
            super.decodeLast(ctx, buffer, out);
        }
    }

    /** Keeps track of where in the message the decoder is, by what it has put out. */
    private void follow(ByteBuf buffer, List<Object> out, int from) {
        for (int i = from; i < out.size(); i++) {
            Object part = out.get(i);
            if (part instanceof HttpRequest request) {
                inHead = false;
                headSinceNanos = 0;
                scanner.reset();
                String doubt = request.decoderResult().isSuccess() ? doubt(request) : null;
                if (doubt != null) {
                    dropFrom(i, out);
                    refuse(buffer, out, doubt);
                    return;
                }
                if (request.headers().contains(HttpHeaderNames.UPGRADE) && !H2cUpgrade.isSound(request)) {
                    // As RFC 9110 has it for an upgrade that isn't wanted: the request is served as what it is.
                    request.headers().remove(HttpHeaderNames.UPGRADE);
                }
                if (isHeldBack(request) && i == out.size() - 1) {
                    held = request;
                    out.remove(i);
                    return;
                }
            }
            if (part instanceof HttpContent content && held != null) {
                if (content.decoderResult().isFailure()) {
                    out.remove(i);
                    content.release();
                    held = null;
                    refuse(buffer, out, "the body is not in chunks");
                    return;
                }
                out.add(i++, held);
                held = null;
            }
            if (part instanceof LastHttpContent) {
                inHead = true;
            }
        }
    }

    /** What the framework would refuse with an empty body, or carry over into an upgrade; null when there is nothing. */
    private static String doubt(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return "neither HTTP/1.0 nor HTTP/1.1";
        }
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || hosts == 0 && version.equals(HttpVersion.HTTP_1_1)) {
            return "exactly one Host header is needed";
        }
        List<String> encodings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean plain = encodings.isEmpty()
                || encodings.size() == 1 && encodings.getFirst().equals(CHUNKED);
        return plain ? null : "the body is encoded in an unknown way";
    }

    private static void dropFrom(int first, List<Object> out) {
        while (out.size() > first) {
            ReferenceCountUtil.release(out.removeLast());
        }
    }

    private static boolean isHeldBack(HttpRequest request) {
        return request.decoderResult().isSuccess()
                && request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                && !request.headers().contains(HttpHeaderNames.EXPECT);
    }

    private void refuse(ByteBuf buffer, List<Object> out, String why) {
        refused = true;
        inHead = false;
        buffer.skipBytes(buffer.readableBytes());
        HttpMessage invalid = createInvalidMessage();
        invalid.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(why)));
        out.add(invalid);
    }

    /** The framework would drop the Content-Length and go on. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
}
