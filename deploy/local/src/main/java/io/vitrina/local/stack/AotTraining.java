package io.vitrina.local.stack;

import io.vitrina.local.home.Home;
import io.vitrina.local.home.Settings;
import io.vitrina.local.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Once after a build, starts each service for nothing but to record what it loads: from then on starts take a third of
 * the processor's time. Whatever goes wrong here, the shop starts without.
 */
final class AotTraining implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final long NEEDED_BYTES = 1L << 30;
    private static final int AT_ONCE = 2;

    private final Settings settings;
    private final Processes processes;
    private final JavaProgram programs;
    private final ServiceSettings files;
    private final Consumer<String> progress;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    AotTraining(Settings settings, Home home, Processes processes, ServiceSettings files, Consumer<String> progress) {
        this.settings = settings;
        this.processes = processes;
        this.programs = new JavaProgram(settings, home);
        this.files = files;
        this.progress = progress;
    }

    /** Needs the database; returns when all are recorded. */
    void run() {
        if (settings.environment().getOrDefault("VITRINA_AOT", "").equalsIgnoreCase("false") || !hasSpace()) {
            return;
        }
        List<Service> wanted = Stream.of(Service.values())
                .filter(service -> programs.cache(service).isWanted())
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        progress.accept(
                "  Once after a build: recording what the services load, so that they start faster from now on …");
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            wanted.forEach(service -> threads.submit(() -> train(service)));
        }
    }

    private void train(Service service) {
        AotCache cache = programs.cache(service);
        String name = "training-" + service.label();
        try {
            if (closed) {
                return;
            }
            Process process = processes.start(programs.training(service, name, files.write(service)));
            running.add(process);
            boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            end(process);
            processes.forget(name);
            if (closed) {
                cache.drop();
            } else if (!cache.keep(ended && process.exitValue() == 0)) {
                progress.accept("  " + service.label() + " could not be recorded; it starts all the same");
            }
        } catch (IOException | RuntimeException e) {
            progress.accept("  " + service.label() + " was not recorded: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasSpace() {
        try {
            return Files.getFileStore(settings.checkout()).getUsableSpace() > NEEDED_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static void end(Process process) {
        // The recording JVM has a child that writes the file.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(AotTraining::end);
    }
}
