package io.vitrina.local.stack;

import io.vitrina.local.LaunchException;
import io.vitrina.local.home.AdminAccount;
import io.vitrina.local.home.Home;
import io.vitrina.local.home.Settings;
import io.vitrina.local.process.Processes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs one shop until it is told to stop, and starts again what dies. One at a time works on a data folder. */
public final class Supervisor {

    public static final String NAME = "launcher";

    private static final String LOCK = "lock";
    private static final Duration WATCH = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Settings settings;
    private final Home home;
    private final Processes processes;
    private final Consumer<String> out;
    private final boolean showsPassword;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<String, Integer> restarts = new HashMap<>();
    private volatile boolean stopping;

    /**
     * @param out where each line goes
     * @param showsPassword whether these lines are read once, by a person, and not kept as a log
     */
    public Supervisor(Settings settings, Consumer<String> out, boolean showsPassword) {
        this.settings = settings;
        this.home = new Home(settings.home());
        this.processes = new Processes(home);
        this.out = out;
        this.showsPassword = showsPassword;
    }

    /** Returns only when the shop was stopped, by a signal. */
    public void run() {
        long begin = System.nanoTime();
        home.prepare();
        try (FileChannel file = lockFile();
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw new LaunchException("Vitrina already runs on the data of " + home.root()
                        + ": see ./vitrina status, or stop it with ./vitrina down.");
            }
            // First: who waits for this process must not take the phase of a killed one for its own.
            setPhase("starting");
            processes.remember(NAME, ProcessHandle.current());
            Home.writePrivate(portFile(home), settings.ports().gateway() + "\n");
            Home.writePrivate(simulatorFile(home), settings.simulated() + "\n");
            supervise(begin);
        } catch (IOException e) {
            throw new LaunchException("The lock in " + home.run() + " failed: " + e.getMessage() + ".", e);
        }
    }

    private void supervise(long begin) {
        out.accept("Starting Vitrina; its data is in " + home.root());
        LocalStack stack;
        try {
            stack = new LocalStack(settings, out);
        } catch (RuntimeException e) {
            leave("failed");
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "stop"));
        try {
            stack.start();
        } catch (RuntimeException e) {
            awaitHaltWhenStopping();
            leave("failed");
            throw e;
        }
        setPhase("ready");
        welcome(stack, begin);
        watch(stack);
    }

    private void stop(LocalStack stack) {
        boolean wasReady = phaseOf(home).equals("ready");
        stopping = true;
        if (wasReady) {
            out.accept("Stopping …");
        }
        stack.close();
        if (!phaseOf(home).equals("failed")) {
            leave("stopped");
        }
        if (wasReady) {
            out.accept("Stopped; the data stays in " + home.root());
        }
        stopped.countDown();
    }

    private void leave(String phase) {
        setPhase(phase);
        processes.forget(NAME);
    }

    private void watch(LocalStack stack) {
        while (!pause(WATCH)) {
            stack.parts().stream().filter(label -> !stack.isAlive(label)).forEach(label -> revive(stack, label));
        }
        awaitHaltWhenStopping();
    }

    private void revive(LocalStack stack, String label) {
        if (stopping) {
            return;
        }
        int attempt = restarts.merge(label, 1, Integer::sum);
        Duration wait = Duration.ofSeconds(Math.min(LONGEST_PAUSE.toSeconds(), 1L << Math.min(attempt - 1, 6)));
        out.accept(label + " ended by itself; " + stack.logEnd(label));
        out.accept("Starting " + label + " again in " + wait.toSeconds() + " s");
        if (pause(wait)) {
            return;
        }
        try {
            stack.start(label);
            out.accept(label + " is ready again");
        } catch (LaunchException e) {
            out.accept(e.getMessage());
        }
    }

    /** Whether it is time to leave. */
    private boolean pause(Duration time) {
        try {
            return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS) || stopping;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The virtual machine halts when the stop is complete; what fails meanwhile is no news. */
    private void awaitHaltWhenStopping() {
        while (stopping) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void welcome(LocalStack stack, long begin) {
        AdminAccount admin = stack.admin();
        String password = admin.made()
                ? admin.password() + "   (shown this once; kept in "
                        + home.root().resolve("admin.txt") + ")"
                : admin.passwordKnown()
                        ? "as before, or as VITRINA_ADMIN_PASSWORD says"
                        : "as given on the first start";
        if (!(admin.made() && showsPassword) && Files.exists(home.root().resolve("admin.txt"))) {
            password = "in " + home.root().resolve("admin.txt");
        }
        out.accept(String.format("Vitrina is ready after %.1f s", (System.nanoTime() - begin) / 1e9));
        out.accept("");
        out.accept("  shop API     " + stack.api());
        out.accept("  docs         " + settings.publicUrl() + "/docs");
        out.accept("  admin login  " + admin.email());
        out.accept("  password     " + password);
        out.accept("  mail         " + home.mail());
        out.accept("  logs         " + home.logs());
        out.accept("");
        out.accept(
                "  ./vitrina demo  orders and pays as a new customer;  ./vitrina down, or Ctrl-C here, stops it all");
    }

    private FileChannel lockFile() throws IOException {
        return FileChannel.open(home.run().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private void setPhase(String phase) {
        Home.writePrivate(phaseFile(home), phase + "\n");
    }

    private static Path phaseFile(Home home) {
        return home.run().resolve("phase");
    }

    private static Path portFile(Home home) {
        return home.run().resolve("port");
    }

    private static Path simulatorFile(Home home) {
        return home.run().resolve("simulator");
    }

    /** Whether a launcher works on a data folder; the system ends the lock with the process, however it dies. */
    public static boolean isRunning(Home home) {
        Path lock = home.run().resolve(LOCK);
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock free = file.tryLock()) {
            return free == null;
        } catch (IOException e) {
            throw new LaunchException("The lock " + lock + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** How far the shop of a data folder is: starting, ready, failed or stopped; stopped when none ever ran. */
    public static String phaseOf(Home home) {
        return read(phaseFile(home)).orElse("stopped");
    }

    /** The gateway's port that the shop of a data folder was started with last. */
    public static Optional<Integer> portOf(Home home) {
        return read(portFile(home)).map(Integer::valueOf);
    }

    /** Whether the shop of a data folder was started last with a simulated payment provider. */
    public static boolean simulatorOf(Home home) {
        return read(simulatorFile(home)).map(Boolean::valueOf).orElse(false);
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
