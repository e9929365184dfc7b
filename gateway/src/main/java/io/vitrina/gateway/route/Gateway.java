package io.vitrina.gateway.route;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vitrina.gateway.docs.DocsPages;
import io.vitrina.gateway.docs.Operations;
import io.vitrina.gateway.limit.CredentialCalls;
import io.vitrina.gateway.limit.Limiter;
import io.vitrina.gateway.limit.Verdict;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.ProblemKind;
import io.vitrina.kit.problem.Problems;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The way of every call: understood, counted, then answered here or passed on. */
final class Gateway implements Handler<HttpServerRequest> {

    private static final Logger LOG = Logger.getLogger(Gateway.class);

    private final Doors doors;
    private final Connections connections;
    private final Forwarder forwarder;
    private final CachedReads cachedReads;
    private final Vertx vertx;

    Gateway(Vertx vertx, Doors doors, Connections connections, Forwarder forwarder, CachedReads cachedReads) {
        this.connections = connections;
        this.cachedReads = cachedReads;
        this.vertx = vertx;
        this.doors = doors;
        this.forwarder = forwarder;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Exchange exchange = new Exchange(request);
        doors.watch(exchange, connections);
        Answers.common(exchange);
        guarded(exchange, () -> {
            identify(exchange);
            exchange.preflight(doors.cors().apply(exchange));
            admit(exchange, understand(exchange));
        });
    }

    private void guarded(Exchange exchange, Runnable step) {
        try {
            step.run();
        } catch (RequestHead.MalformedException e) {
            if (exchange.isHttp2()) {
                // Frames tell where it ends, whatever it says itself: the other calls of the connection go on.
                refuse(exchange, e.kind(), e.getMessage());
                return;
            }
            exchange.request().resume();
            Answers.hangUp(exchange, vertx, e.kind(), e.getMessage());
        } catch (ProblemException e) {
            e.headers().forEach((name, value) -> exchange.response().putHeader(name, value));
            refuse(exchange, e.kind(), e.getMessage());
        } catch (RuntimeException e) {
            doors.log().about(exchange, () -> LOG.error("a call failed on our side", e));
            refuse(exchange, Problems.INTERNAL_ERROR, "something went wrong on our side");
        }
    }

    /** Answers without having looked at the body, which nobody is to wait for. */
    private void refuse(Exchange exchange, ProblemKind kind, String detail) {
        boolean last = kind == Problems.CONTENT_TOO_LARGE;
        if (last) {
            Answers.last(exchange, kind, detail);
        } else {
            Answers.problem(exchange, kind, detail);
        }
        if (RequestHead.hasBody(exchange.request())) {
            Leftovers.drain(vertx, exchange.request(), last);
        }
    }

    private void identify(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        String peer = request.remoteAddress().hostAddress();
        ClientAddress addresses = doors.addresses();
        String scheme = exchange.scheme();
        if (addresses.trusts(peer)) {
            String forwarded = request.getHeader(ForwardedHeaders.FORWARDED_PROTO);
            scheme = "https".equalsIgnoreCase(forwarded) ? "https" : scheme;
        }
        exchange.client(addresses.of(peer, request.headers().getAll(ForwardedHeaders.FORWARDED_FOR)), scheme);
        Answers.transport(exchange);
    }

    /** What is wrong with the request, to be said when it has been counted; null when it can go on. */
    private ProblemException understand(Exchange exchange) {
        try {
            String uri = RequestHead.checkedUri(exchange.request(), doors.maxHeaders(), doors.maxUri());
            boolean aboutAll = uri.equals("*") && exchange.method().equals("OPTIONS");
            exchange.path(aboutAll ? RoutePath.SERVER : RoutePath.parse(uri));
            return null;
        } catch (ProblemException e) {
            return e;
        }
    }

    /** Counts the call, here or elsewhere, and lets it go on when it may. */
    private void admit(Exchange exchange, ProblemException refusal) {
        Limiter limiter = doors.limiter();
        if (!limiter.enabled()) {
            // Nobody is counted, yet the log is to say whose call it was.
            doors.users().learn(exchange.request().getHeader(HttpHeaders.AUTHORIZATION));
            goOn(exchange, refusal);
            return;
        }
        HttpServerRequest request = exchange.request();
        String address = ClientAddress.network(exchange.client());
        String user = doors.users().keyOf(request.getHeader(HttpHeaders.AUTHORIZATION));
        exchange.signedIn(user != null);
        boolean credential = refusal == null
                && CredentialCalls.matches(exchange.method(), exchange.path().path());
        Limiter.Caller caller = new Limiter.Caller(user == null ? address : user, address, credential);
        boolean broken = refusal instanceof RequestHead.MalformedException;
        if (broken || !limiter.isShared()) {
            proceed(exchange, limiter.decide(caller), refusal);
            return;
        }
        request.pause();
        Context context = vertx.getOrCreateContext();
        limiter.ask(caller)
                .thenAccept(decision -> context.runOnContext(ignored -> {
                    request.resume();
                    guarded(exchange, () -> proceed(exchange, decision, refusal));
                }));
    }

    private void proceed(Exchange exchange, Limiter.Decision decision, ProblemException refusal) {
        Answers.limits(exchange, decision);
        Verdict verdict = decision.verdict();
        if (verdict.allowed()) {
            if (!exchange.isSignedIn()) {
                doors.users().learn(exchange.request().getHeader(HttpHeaders.AUTHORIZATION));
            }
            goOn(exchange, refusal);
            return;
        }
        exchange.overLimit(true);
        doors.metrics().refused(verdict.policy());
        if (refusal instanceof RequestHead.MalformedException) {
            throw refusal;
        }
        exchange.response().putHeader(Answers.RETRY_AFTER, Long.toString(verdict.retrySeconds()));
        refuse(
                exchange,
                Problems.TOO_MANY_REQUESTS,
                "slow down: the allowance \"" + verdict.policy() + "\" is used up");
    }

    private void goOn(Exchange exchange, ProblemException refusal) {
        if (refusal != null) {
            throw refusal;
        }
        answer(exchange);
    }

    private void answer(Exchange exchange) {
        if (exchange.isPreflight() || exchange.path() == RoutePath.SERVER) {
            exchange.response().setStatusCode(204).end();
            return;
        }
        String path = exchange.path().path();
        Optional<DocsPages.Page> page = doors.docs().find(path);
        if (page.isPresent()) {
            exchange.template(path);
            if (reads(exchange)) {
                Answers.page(exchange, page.get());
            }
        } else if (path.equals("/health")) {
            exchange.template(path);
            if (reads(exchange)) {
                Answers.json(exchange, Doors.UP);
            }
        } else if (path.equals("/health/services")) {
            exchange.template(path);
            if (reads(exchange)) {
                Context context = vertx.getOrCreateContext();
                doors.health()
                        .ask()
                        .onSuccess(
                                health -> context.runOnContext(ignored -> Answers.json(exchange, health.toBuffer())));
            }
        } else {
            route(exchange, path);
        }
    }

    private void route(Exchange exchange, String path) {
        RouteTable.Route route = RouteTable.find(path)
                .orElseThrow(() -> new ProblemException(Problems.NOT_FOUND, "there is nothing at this address"));
        Optional<Operations.Match> operation = doors.operations().find(route.path());
        exchange.template(operation.isPresent() ? operation.get().template() : "other");
        if (operation.isPresent() && !operation.get().allows(exchange.method())) {
            refuseMethod(exchange, operation.get().allow());
            return;
        }
        long limit = doors.maxBody(path);
        if (RequestHead.contentLength(exchange.request()) > limit) {
            throw new ProblemException(Problems.CONTENT_TOO_LARGE, "the body may have at most " + limit + " bytes");
        }
        if (exchange.request().headers().contains(HttpHeaders.EXPECT, "100-continue", true)) {
            exchange.response().writeContinue();
        }
        Upstream upstream = doors.upstream(route.service());
        String target = exchange.path().target(route.path());
        if (cachedReads.mayServe(exchange, route.service())) {
            cachedReads.serve(exchange, upstream, target);
        } else {
            forwarder.forward(exchange, upstream, target, limit, doors.patience(path));
        }
    }

    private boolean reads(Exchange exchange) {
        if (exchange.isRead()) {
            return true;
        }
        refuseMethod(exchange, "GET, HEAD, OPTIONS");
        return false;
    }

    private void refuseMethod(Exchange exchange, String allow) {
        exchange.response().putHeader(HttpHeaders.ALLOW, allow);
        if (exchange.method().equals("OPTIONS")) {
            exchange.response().setStatusCode(204).end();
        } else {
            refuse(exchange, Problems.METHOD_NOT_ALLOWED, "this address does not take that method");
        }
    }
}
