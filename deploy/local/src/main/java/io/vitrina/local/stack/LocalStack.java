package io.vitrina.local.stack;

import io.vitrina.local.LaunchException;
import io.vitrina.local.assortment.DemoCatalogue;
import io.vitrina.local.home.AdminAccount;
import io.vitrina.local.home.Home;
import io.vitrina.local.home.Secrets;
import io.vitrina.local.home.Settings;
import io.vitrina.local.home.SigningKeys;
import io.vitrina.local.mail.MailSink;
import io.vitrina.local.mail.Mailbox;
import io.vitrina.local.postgres.Postgres;
import io.vitrina.local.process.LogFile;
import io.vitrina.local.process.Processes;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One whole shop on this machine: database, mail sink and the four processes, from its start to its end. */
public final class LocalStack implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LOG_LINES = 25;

    private final Settings settings;
    private final Home home;
    private final Secrets secrets;
    private final AdminAccount admin;
    private final Consumer<String> progress;
    private final Processes processes;
    private final Postgres postgres;
    private final AotTraining training;
    private final Simulator simulator;
    private final MailSink mail;
    private final Map<Service, RunningService> services = new EnumMap<>(Service.class);
    /** Two that close at once both return when all has ended. */
    private final Object closing = new Object();

    private boolean closed;

    /** Prepares the data folder and checks the ports; starts nothing yet. */
    public LocalStack(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
        this.home = new Home(settings.home());
        home.prepare();
        SecureRandom random = new SecureRandom();
        this.secrets = Secrets.of(home, random);
        this.admin = AdminAccount.of(home, secrets, settings.environment(), random);
        new SigningKeys(home, random).prepare();
        this.processes = new Processes(home);
        this.postgres = new Postgres(settings, home, secrets, processes);
        this.training = new AotTraining(settings, home, processes, files(), progress);
        this.simulator = new Simulator(settings, home, processes);
        this.mail = new MailSink(home.mail(), settings.bind(), settings.ports().smtp(), Clock.systemUTC());
    }

    public static LocalStackBuilder builder() {
        return new LocalStackBuilder();
    }

    /** Returns when everything is ready; when something fails, all that was started is ended first. */
    public void start() {
        long begin = System.nanoTime();
        try {
            new Leftovers(processes, progress).end();
            postgres.endOrphans();
            settings.ports().requireFree(settings.bind(), simulator.isWanted());
            mail.start();
            postgres.start();
            report("PostgreSQL", begin);
            if (simulator.isWanted()) {
                simulator.start();
                report(Simulator.NAME, begin);
            }
            training.run();
            Stream.of(Service.values()).forEach(this::launch);
            awaitAll(begin);
            if (settings.demo()) {
                new DemoCatalogue(settings, home, admin).fillWhenEmpty(progress);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private synchronized void launch(Service service) {
        if (closed) {
            throw new LaunchException("The start was interrupted.");
        }
        services.put(service, RunningService.launch(service, settings, home, processes, files()));
    }

    private ServiceSettings files() {
        return new ServiceSettings(settings, home, secrets, admin);
    }

    private void awaitAll(long begin) {
        try (Readiness readiness = new Readiness(settings)) {
            CompletableFuture<?>[] waits = services.values().stream()
                    .map(service -> CompletableFuture.runAsync(() -> {
                        await(service, readiness);
                        report(service.service().label(), begin);
                    }))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture<Void> all = CompletableFuture.allOf(waits);
            for (CompletableFuture<?> wait : waits) {
                wait.exceptionally(failure -> {
                    all.completeExceptionally(failure);
                    return null;
                });
            }
            all.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LaunchException known ? known : e;
        }
    }

    private void await(RunningService service, Readiness readiness) {
        long deadline = System.nanoTime() + START.toNanos();
        String name = service.service().label();
        while (!readiness.isReady(service.service())) {
            if (isClosed()) {
                throw new LaunchException("The start was interrupted.");
            }
            if (!service.process().isAlive()) {
                throw new LaunchException(name + " ended with status "
                        + service.process().exitValue() + " while starting; " + logEnd(name));
            }
            if (System.nanoTime() > deadline) {
                throw new LaunchException(name + " was not ready within " + START.toSeconds() + " s; " + logEnd(name));
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** What a process printed last, with the place where all of it is. */
    public String logEnd(String process) {
        return "the end of " + home.log(process) + ":\n"
                + String.join("\n", new LogFile(home.log(process)).tail(LOG_LINES));
    }

    private void report(String part, long begin) {
        progress.accept(String.format("  %-16s ready after %.1f s", part, (System.nanoTime() - begin) / 1e9));
    }

    public Settings settings() {
        return settings;
    }

    public Home home() {
        return home;
    }

    /** The public API, without a slash at its end. */
    public URI api() {
        return settings.publicUrl().resolve("/api/v1");
    }

    public AdminAccount admin() {
        return admin;
    }

    public Mailbox mailbox() {
        return new Mailbox(home.mail());
    }

    /** Reaches all schemas; for tests that look behind the API. The user is {@code postgres}. */
    public String databaseUrl() {
        return Postgres.url(settings);
    }

    public String databasePassword() {
        return secrets.get("postgres");
    }

    /** The client {@code operator}, which may ask {@code /internal/consistency}. */
    public String operatorSecret() {
        return secrets.get("client.operator");
    }

    /** The processes that are to run, as people call them. */
    public List<String> parts() {
        List<String> parts = new ArrayList<>(List.of(Postgres.NAME));
        if (simulator.isWanted()) {
            parts.add(Simulator.NAME);
        }
        Stream.of(Service.values()).map(Service::label).forEach(parts::add);
        return parts;
    }

    /** @param label one of {@link #parts()} */
    public ProcessHandle process(String label) {
        return (switch (label) {
                    case Postgres.NAME -> postgres.process();
                    case Simulator.NAME -> simulator.process();
                    default -> running(label).process();
                })
                .toHandle();
    }

    /** Whether a part still runs. */
    public boolean isAlive(String label) {
        return process(label).isAlive();
    }

    /** Ends one process at once, as {@code kill -9} does, and returns when it is gone. */
    public void kill(String label) {
        ProcessHandle process = process(label);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Asks one process to end in good order, and returns when it is gone. */
    public void stop(String label) {
        if (label.equals(Postgres.NAME)) {
            postgres.stop();
        } else {
            running(label).stop();
        }
    }

    /** Starts one process that ended, and returns when it is ready. */
    public void start(String label) {
        if (label.equals(Postgres.NAME)) {
            postgres.start();
            return;
        }
        if (label.equals(Simulator.NAME)) {
            simulator.start();
            return;
        }
        Service service = running(label).service();
        launch(service);
        try (Readiness readiness = new Readiness(settings)) {
            await(services.get(service), readiness);
        }
    }

    private RunningService running(String label) {
        return services.values().stream()
                .filter(service -> service.service().label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service is called " + label));
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** The gateway first, so that no new call comes in; the database last. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        synchronized (closing) {
            end();
        }
    }

    private void end() {
        training.close();
        RunningService gateway = services.get(Service.GATEWAY);
        if (gateway != null) {
            gateway.stop();
        }
        services.values().parallelStream().forEach(RunningService::stop);
        simulator.close();
        postgres.close();
        mail.close();
    }
}
