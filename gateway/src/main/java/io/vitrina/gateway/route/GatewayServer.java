package io.vitrina.gateway.route;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.PemKeyCertOptions;
import io.vitrina.gateway.config.GatewayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Listens for clients: one server and one pool of connections for each event loop, so that no call changes threads. */
@ApplicationScoped
public class GatewayServer {

    private static final Logger LOG = Logger.getLogger(GatewayServer.class);
    private static final int BACKLOG = 1_024;

    /** How soon a machine that joins or leaves behind a name is noticed. */
    private static final long LOOK_UP_MILLIS = 5_000;

    private static final int H2_HEADERS = 64 * 1024;
    private static final int H2_STREAMS = 100;
    private static final int MAX_WAITING = 1_000;

    /** Shorter than any service keeps an idle connection, so that none is taken that is just being closed. */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Vertx vertx;
    private final GatewayConfig config;
    private final Doors doors;
    private final String host;
    private final int port;
    private final List<EventLoop> loops = new CopyOnWriteArrayList<>();
    private volatile int actualPort;
    private String deployment;

    GatewayServer(
            Vertx vertx,
            GatewayConfig config,
            Doors doors,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.vertx = vertx;
        this.config = config;
        this.doors = doors;
        this.host = host;
        this.port = port;
    }

    void start(@Observes StartupEvent event) {
        int count = Math.max(1, Runtime.getRuntime().availableProcessors());
        doors.refreshUpstreams();
        vertx.setPeriodic(
                LOOK_UP_MILLIS,
                ignored -> vertx.executeBlocking(
                        () -> {
                            doors.refreshUpstreams();
                            return null;
                        },
                        false));
        deployment = vertx.deployVerticle(EventLoop::new, new DeploymentOptions().setInstances(count))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        LOG.infof("the gateway listens on http://%s:%d", host, actualPort);
    }

    /** Clients are asked to connect elsewhere while they still are served; the framework has readiness go down. */
    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        doors.inFlight().drain();
    }

    /** Nobody else is let in; whoever has been gets an answer, and then is shown out. */
    void stop(@Observes ShutdownEvent event) {
        doors.inFlight().drain();
        loops.forEach(EventLoop::leave);
        if (!doors.inFlight().awaitEnd(config.timeouts().stop())) {
            LOG.warnf("stopping with %d calls unanswered", doors.inFlight().count());
        }
        vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().join();
    }

    /** The port that clients reach; of use where port 0 was asked for. */
    public int port() {
        return actualPort;
    }

    private HttpServerOptions serverOptions() {
        GatewayConfig.Sizes sizes = config.sizes();
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                // In Vert.x's words 0 is a port for each event loop, -1 one free port for all of them.
                .setPort(port == 0 ? -1 : port)
                .setAcceptBacklog(BACKLOG)
                .setMaxHeaderSize((int) sizes.headers().asLongValue())
                // Method and version stand in the same line; this is the ground below the check of the target itself.
                .setMaxInitialLineLength((int) sizes.uri().asLongValue() * 2)
                .setHandle100ContinueAutomatically(false)
                .setIdleTimeout((int) config.timeouts().idle().toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                // Counted by this gateway in words of its own; the protocol's own refusal has no body.
                .setInitialSettings(
                        new Http2Settings().setMaxHeaderListSize(H2_HEADERS).setMaxConcurrentStreams(H2_STREAMS));
        config.tls()
                .ifPresent(tls -> options.setSsl(true)
                        .setUseAlpn(true)
                        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(tls.certificate().toString())
                                .setKeyPath(tls.key().toString())));
        return options;
    }

    private HttpClientOptions clientOptions() {
        return new HttpClientOptions()
                .setConnectTimeout((int) config.timeouts().connect().toMillis())
                .setMaxPoolSize(config.services().connections())
                .setMaxWaitQueueSize(MAX_WAITING)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxHeaderSize(2 * (int) config.sizes().headers().asLongValue())
                // Whoever waits longest waits for a bulk call; a connection silent for longer is dead.
                .setIdleTimeout((int) config.timeouts().bulk().toSeconds() + KEEP_ALIVE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true);
    }

    private final class EventLoop extends AbstractVerticle {

        private final Connections connections = new Connections();
        private StrictHttpServer server;

        @Override
        public void start(Promise<Void> started) {
            Connector connector = new Connector(vertx.createHttpClient(clientOptions()));
            Forwarder forwarder = new Forwarder(vertx, doors, connector);
            CachedReads cachedReads = new CachedReads(vertx, doors, connector, forwarder);
            server = new StrictHttpServer(
                    (VertxInternal) vertx, serverOptions(), config.timeouts().head());
            server.requestHandler(new Gateway(vertx, doors, connections, forwarder, cachedReads))
                    .invalidRequestHandler(new MalformedRequests(vertx, doors, connections))
                    .connectionHandler(connections::opened)
                    .exceptionHandler(e -> LOG.debugf("connection failed: %s", e.toString()))
                    .listen()
                    .onSuccess(bound -> actualPort = bound.actualPort())
                    .<Void>mapEmpty()
                    .onComplete(started);
            loops.add(this);
        }

        void leave() {
            server.stopAccepting();
            context.runOnContext(ignored -> connections.close());
        }
    }
}
