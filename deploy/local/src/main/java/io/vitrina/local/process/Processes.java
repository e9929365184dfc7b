package io.vitrina.local.process;

import io.vitrina.local.LaunchException;
import io.vitrina.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts processes and remembers each on disk until its end, so that the next start finds what a killed one left.
 *
 * <p>A record is {@code run/<name>.pid}: the process id and its start in milliseconds since 1970.
 */
public final class Processes {

    private static final String SUFFIX = ".pid";

    private final Home home;

    public Processes(Home home) {
        this.home = home;
    }

    /** Starts it in a session of its own where the system can, so that Ctrl-C reaches the launcher alone. */
    public Process start(Program program) {
        Process process = startDetached(program);
        remember(program.name(), process.toHandle());
        return process;
    }

    /** As {@link #start}, of a process that keeps its own record. */
    public Process startDetached(Program program) {
        List<String> command = new ArrayList<>(Tools.ownSession());
        command.addAll(program.command());
        LogFile log = new LogFile(program.log());
        log.rotate();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
        builder.environment().putAll(program.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new LaunchException(program.name() + " could not be started: " + e.getMessage() + ".", e);
        }
    }

    public void remember(String name, ProcessHandle process) {
        long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        Home.writePrivate(record(name), process.pid() + " " + start + "\n");
    }

    public void forget(String name) {
        try {
            Files.deleteIfExists(record(name));
        } catch (IOException e) {
            throw new LaunchException("The record of " + name + " could not be removed: " + e.getMessage() + ".", e);
        }
    }

    /** All remembered processes that are still the ones that were started; records of ended ones are removed. */
    public List<Remembered> alive() {
        if (!Files.isDirectory(home.run())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home.run())) {
            List<Remembered> alive = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                Remembered.read(file)
                        .ifPresentOrElse(alive::add, () -> file.toFile().delete());
            }
            return alive;
        } catch (IOException e) {
            throw new LaunchException("The folder " + home.run() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private Path record(String name) {
        return home.run().resolve(name + SUFFIX);
    }
}
