package io.vitrina.local.stack;

import io.vitrina.local.postgres.Postgres;
import io.vitrina.local.process.Processes;
import io.vitrina.local.process.Remembered;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Ends the services that a killed launcher left running. PostgreSQL ends its own ({@link Postgres#endOrphans}). */
public final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Processes processes;
    private final Consumer<String> progress;

    public Leftovers(Processes processes, Consumer<String> progress) {
        this.processes = processes;
        this.progress = progress;
    }

    /** Whether there were any. */
    public boolean end() {
        List<Remembered> left = processes.alive().stream()
                .filter(process -> !process.name().equals(Postgres.NAME))
                .filter(process -> !process.name().equals(Supervisor.NAME))
                .toList();
        for (Remembered process : left) {
            progress.accept("  " + process.name() + " was left by a killed start: ending it");
        }
        left.parallelStream().forEach(process -> {
            process.end(PATIENCE);
            processes.forget(process.name());
        });
        return !left.isEmpty();
    }
}
