package io.vitrina.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Whether a process, whoever started it, still does anything. */
public final class Liveness {

    private static final Duration POLL = Duration.ofMillis(50);

    private Liveness() {}

    /** False for one that ended and whose parent hasn't asked how: in many containers nobody ever does. */
    public static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    /** Whether it ended in time. */
    public static boolean awaitEnd(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isAlive(process)) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    private static boolean isZombie(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "stat");
        try {
            if (!Files.exists(file)) {
                return false;
            }
            // The name in parentheses may hold anything, a parenthesis too.
            String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
            String state = stat.substring(stat.lastIndexOf(')') + 1).strip();
            return state.startsWith("Z") || state.startsWith("X");
        } catch (IOException gone) {
            return false;
        }
    }
}
