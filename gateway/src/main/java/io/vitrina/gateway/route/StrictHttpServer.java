package io.vitrina.gateway.route;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.traffic.GlobalTrafficShapingHandler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.SslChannelProvider;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * A Vert.x server whose HTTP/1 decoder is {@link StrictRequestDecoder}.
 *
 * <p>Vert.x has no public way to choose the decoder, and what a decoder has repaired can't be refused afterwards. This
 * class leans on the names Vert.x 4 gives to its handlers; a test fails should they change.
 */
final class StrictHttpServer extends HttpServerImpl {

    private static final String DECODER = "httpDecoder";

    private final HttpServerOptions options;
    private final long headTimeoutNanos;

    /** Whoever accepts connections, for this server or for all of its port; null until there was one. */
    private volatile Channel acceptor;

    /** @param headTimeout until a request's head must be complete */
    StrictHttpServer(VertxInternal vertx, HttpServerOptions options, Duration headTimeout) {
        super(vertx, options);
        this.options = options;
        this.headTimeoutNanos = headTimeout.toNanos();
    }

    @Override
    protected BiConsumer<Channel, SslChannelProvider> childHandler(
            ContextInternal context, SocketAddress address, GlobalTrafficShapingHandler shaping) {
        BiConsumer<Channel, SslChannelProvider> usual = super.childHandler(context, address, shaping);
        return (channel, ssl) -> {
            acceptor = channel.parent();
            usual.accept(channel, ssl);
            // Behind whatever finds out the protocol, before whatever that will add to speak it.
            channel.pipeline().addLast(new DecoderSwap());
        };
    }

    /** Lets nobody else in; whoever is in stays. Vert.x can only do both at once. */
    void stopAccepting() {
        Channel open = acceptor;
        if (open != null) {
            open.close();
        }
    }

    /** At the first bytes of a connection, puts the strict decoder where an HTTP/1 decoder has been put. */
    private final class DecoderSwap extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object bytes) {
            ChannelPipeline pipeline = ctx.pipeline();
            ChannelHandler lenient = pipeline.get(DECODER);
            if (lenient != null) {
                pipeline.replace(lenient, DECODER, new StrictRequestDecoder(options, headTimeoutNanos));
            }
            pipeline.remove(this);
            ctx.fireChannelRead(bytes);
        }
    }
}
