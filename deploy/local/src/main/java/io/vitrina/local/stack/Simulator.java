package io.vitrina.local.stack;

import io.vitrina.local.LaunchException;
import io.vitrina.local.home.Home;
import io.vitrina.local.home.Settings;
import io.vitrina.local.process.Processes;
import io.vitrina.local.process.Program;
import io.vitrina.local.shop.Call;
import io.vitrina.local.shop.ShopHttp;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The simulator of Stripe and YooKassa ({@code deploy/simulator}), a fifth process when the shop is to take payments
 * through one of them. What it holds is play: its keys are no secrets, and it forgets everything at its end.
 */
public final class Simulator implements AutoCloseable {

    public static final String NAME = "simulator";

    private static final String STRIPE_KEY = "sk_test_simulator";
    private static final String STRIPE_WEBHOOK_SECRET = "whsec_simulator";
    private static final String YOOKASSA_SHOP = "100500";
    private static final String YOOKASSA_KEY = "test_simulator";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Settings settings;
    private final Home home;
    private final Processes processes;
    private Process process;
    private boolean closed;

    Simulator(Settings settings, Home home, Processes processes) {
        this.settings = settings;
        this.home = home;
        this.processes = processes;
    }

    /** What the cart-service is told of it; nothing when it isn't wanted. */
    static Map<String, String> shopSettings(Settings settings) {
        if (!settings.simulated()) {
            return Map.of();
        }
        String url = settings.url(settings.ports().simulator()).toString();
        return Map.of(
                "vitrina.payments.stripe.base-url", url,
                "vitrina.payments.stripe.secret-key", STRIPE_KEY,
                "vitrina.payments.stripe.webhook-secrets", STRIPE_WEBHOOK_SECRET,
                "vitrina.payments.yookassa.base-url", url,
                "vitrina.payments.yookassa.shop-id", YOOKASSA_SHOP,
                "vitrina.payments.yookassa.secret-key", YOOKASSA_KEY,
                // Its notifications come from this machine, not from YooKassa's networks.
                "vitrina.payments.yookassa.check-sender", "false");
    }

    boolean isWanted() {
        return settings.simulated();
    }

    /** Whether the simulator of a shop answers. */
    public static boolean isReady(Settings settings) {
        try (ShopHttp http = new ShopHttp()) {
            return answers(http, question(settings));
        }
    }

    private static Call question(Settings settings) {
        return Call.get(settings.url(settings.ports().simulator()).resolve("/admin/faults"));
    }

    /** Returns when it answers. */
    void start() {
        launch();
        long deadline = System.nanoTime() + START.toNanos();
        try (ShopHttp http = new ShopHttp()) {
            while (!answers(http, question(settings))) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new LaunchException("The simulator did not start; see " + home.log(NAME) + ".");
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    Process process() {
        return process;
    }

    private synchronized void launch() {
        if (closed) {
            throw new LaunchException("The start was interrupted.");
        }
        Path jar = settings.checkout().resolve("deploy/simulator/target/simulator-0.1.0.jar");
        if (!Files.exists(jar)) {
            throw new LaunchException("The simulator is not built (" + jar + " is missing): ./vitrina up builds it.");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        process = processes.start(new Program(
                NAME,
                List.of(java, "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()),
                environment(),
                home.log(NAME)));
    }

    private Map<String, String> environment() {
        URI webhooks = settings.url(settings.ports().gateway()).resolve("/api/v1/payments/webhook/");
        return Map.of(
                "SIMULATOR_HOST",
                settings.bind().getHostAddress(),
                "SIMULATOR_PORT",
                Integer.toString(settings.ports().simulator()),
                // As the shop's own parts and a browser here reach it, whatever address it listens on.
                "SIMULATOR_PUBLIC_URL",
                settings.url(settings.ports().simulator()).toString(),
                "SIMULATOR_STRIPE_SECRET_KEY",
                STRIPE_KEY,
                "SIMULATOR_STRIPE_WEBHOOK_SECRETS",
                STRIPE_WEBHOOK_SECRET,
                "SIMULATOR_STRIPE_WEBHOOK_URL",
                webhooks.resolve("stripe").toString(),
                "SIMULATOR_YOOKASSA_SHOP_ID",
                YOOKASSA_SHOP,
                "SIMULATOR_YOOKASSA_SECRET_KEY",
                YOOKASSA_KEY,
                "SIMULATOR_YOOKASSA_WEBHOOK_URL",
                webhooks.resolve("yookassa").toString());
    }

    private static boolean answers(ShopHttp http, Call call) {
        try {
            return http.send(call).isGood();
        } catch (LaunchException notYet) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        processes.forget(NAME);
    }
}
