package io.vitrina.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A living process that an earlier launcher started. */
public record Remembered(String name, ProcessHandle process) {

    /** The system's clock may be set while a process runs, and its start is computed anew at each reading. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Empty when the process ended, or when its id belongs to somebody else's process by now. */
    static Optional<Remembered> read(Path record) {
        try {
            String[] words = Files.readString(record).strip().split(" ");
            long pid = Long.parseLong(words[0]);
            Instant start = Instant.ofEpochMilli(Long.parseLong(words[1]));
            String file = record.getFileName().toString();
            String name = file.substring(0, file.lastIndexOf('.'));
            return ProcessHandle.of(pid)
                    .filter(Liveness::isAlive)
                    .filter(process -> startedAt(process, start))
                    .map(process -> new Remembered(name, process));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean startedAt(ProcessHandle process, Instant start) {
        return process.info()
                .startInstant()
                .filter(real -> Duration.between(start, real).abs().compareTo(TOLERANCE) <= 0)
                .isPresent();
    }

    /** Asks it to end, and ends it when it hasn't in time. */
    public void end(Duration patience) {
        process.destroy();
        if (!awaitEnd(patience)) {
            process.destroyForcibly();
            awaitEnd(patience);
        }
    }

    /** Whether it ended in time. */
    public boolean awaitEnd(Duration patience) {
        return Liveness.awaitEnd(process, patience);
    }
}
