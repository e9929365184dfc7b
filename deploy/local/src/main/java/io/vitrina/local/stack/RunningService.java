package io.vitrina.local.stack;

import io.vitrina.local.home.Home;
import io.vitrina.local.home.Settings;
import io.vitrina.local.process.Processes;
import io.vitrina.local.process.Program;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One process of the shop, as it was started. */
final class RunningService {

    /** Longer than the services' own patience with calls in flight. */
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Service service;
    private final Process process;
    private final Processes processes;

    private RunningService(Service service, Process process, Processes processes) {
        this.service = service;
        this.process = process;
        this.processes = processes;
    }

    static RunningService launch(
            Service service, Settings settings, Home home, Processes processes, ServiceSettings files) {
        Program program = new JavaProgram(settings, home).of(service, files.write(service));
        return new RunningService(service, processes.start(program), processes);
    }

    Service service() {
        return service;
    }

    Process process() {
        return process;
    }

    void stop() {
        if (!process.isAlive()) {
            processes.forget(service.label());
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
        processes.forget(service.label());
    }
}
