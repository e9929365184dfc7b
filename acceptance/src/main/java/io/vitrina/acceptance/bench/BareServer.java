package io.vitrina.acceptance.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** The least a server can do: the same bytes to everybody, from memory, on as many event loops as there are cores. */
final class BareServer extends AbstractVerticle {

    private static final int ANY_PORT = -1;

    private final Buffer body;

    private BareServer(int bytes) {
        this.body = Buffer.buffer("x".repeat(bytes));
    }

    @Override
    public void start(Promise<Void> started) {
        // A negative port is one that the verticles of one deployment share.
        vertx.createHttpServer()
                .requestHandler(call -> call.response()
                        .putHeader("Content-Type", "application/json;charset=UTF-8")
                        .end(body))
                .listen(ANY_PORT, "127.0.0.1")
                .onSuccess(server -> System.out.println(server.actualPort()))
                .<Void>mapEmpty()
                .onComplete(started);
    }

    public static void main(String[] arguments) {
        int bytes = Integer.parseInt(arguments[0]);
        int cores = Runtime.getRuntime().availableProcessors();
        Vertx.vertx().deployVerticle(() -> new BareServer(bytes), new DeploymentOptions().setInstances(cores));
    }
}
