package io.vitrina.local.postgres;

import io.vitrina.local.LaunchException;
import io.vitrina.local.process.Liveness;
import io.vitrina.local.process.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a killed launcher, or a killed PostgreSQL, leaves behind: found by the programs of this data folder alone. */
final class Orphans {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path programs;
    private final Path data;

    /**
     * @param programs the folder that only this shop's PostgreSQL runs from
     * @param data its data folder
     */
    Orphans(Path programs, Path data) {
        this.programs = programs;
        this.data = data;
    }

    /** Ends them; afterwards nothing has the data open. Whether there were any. */
    boolean end() {
        long postmaster = lockHolder();
        List<ProcessHandle> left = running();
        left.stream().filter(process -> process.pid() == postmaster).forEach(Orphans::stopFast);
        // Without its postmaster a backend ends by itself, at the latest after its statement.
        for (ProcessHandle process : left) {
            if (!awaitEnd(process)) {
                process.destroyForcibly();
                awaitEnd(process);
            }
        }
        forgetLock(postmaster);
        return !left.isEmpty();
    }

    /** Asks for the "fast" shutdown: open transactions are rolled back, files are closed. Ends it by force when late. */
    static void stopFast(ProcessHandle postmaster) {
        if (!Tools.interrupt(postmaster)) {
            postmaster.destroy();
        }
        if (!awaitEnd(postmaster)) {
            postmaster.destroyForcibly();
            awaitEnd(postmaster);
        }
    }

    private List<ProcessHandle> running() {
        Path real = real(programs);
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .map(Path::of)
                        .filter(command -> command.startsWith(real))
                        .isPresent())
                .toList();
    }

    /** PostgreSQL takes any living process of that id for its own, and would refuse to start. */
    private void forgetLock(long postmaster) {
        if (postmaster == 0
                || !ProcessHandle.of(postmaster).map(ProcessHandle::isAlive).orElse(false)) {
            return;
        }
        try {
            Files.deleteIfExists(lock());
        } catch (IOException e) {
            throw new LaunchException("The stale lock " + lock() + " cannot be removed: " + e.getMessage() + ".", e);
        }
    }

    private long lockHolder() {
        try {
            return Files.exists(lock())
                    ? Long.parseLong(Files.readAllLines(lock()).getFirst().strip())
                    : 0;
        } catch (IOException | RuntimeException unreadable) {
            return 0;
        }
    }

    private Path lock() {
        return data.resolve("postmaster.pid");
    }

    private static boolean awaitEnd(ProcessHandle process) {
        return Liveness.awaitEnd(process, PATIENCE);
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException notThere) {
            return folder.toAbsolutePath();
        }
    }
}
