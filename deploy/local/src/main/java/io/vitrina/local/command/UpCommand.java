package io.vitrina.local.command;

import io.vitrina.local.LaunchException;
import io.vitrina.local.home.AdminAccount;
import io.vitrina.local.home.Home;
import io.vitrina.local.home.Settings;
import io.vitrina.local.process.Follower;
import io.vitrina.local.process.Processes;
import io.vitrina.local.process.Program;
import io.vitrina.local.process.Remembered;
import io.vitrina.local.stack.Supervisor;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the shop, here or in the background. */
@Command(name = "up", description = "Starts everything.", mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LAST_BREATH = Duration.ofSeconds(2);
    private static final String LOG = "vitrina";
    private static final String LOGGED = "--logged";

    @Option(
            names = {"-d", "--detach"},
            description = "Return when it is ready.")
    private boolean detached;

    @Option(names = "--provider", description = "Take payments through a simulated stripe or yookassa.")
    private Provider provider;

    /** Only for the process behind {@code -d}: secrets are not for logs. */
    @Option(names = LOGGED, hidden = true)
    private boolean logged;

    private enum Provider {
        MOCK,
        STRIPE,
        YOOKASSA;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        Surroundings here = Surroundings.find();
        Optional<Remembered> running = here.launcher();
        // One that was killed a moment ago takes a moment to go.
        if (running.isPresent() && running.get().awaitEnd(LAST_BREATH)) {
            running = Optional.empty();
        }
        if (running.isPresent()) {
            String sentence =
                    "Vitrina already runs (process " + running.get().process().pid() + "): "
                            + here.running().publicUrl() + "/api/v1; ./vitrina status says more.";
            if (detached && Supervisor.phaseOf(here.home()).equals("ready")) {
                System.out.println(sentence);
                return 0;
            }
            throw new LaunchException(sentence);
        }
        if (detached) {
            return background(here, provider == null ? List.of() : List.of("--provider=" + provider.label()));
        }
        PrintStream out = System.out;
        Settings settings = here.settings();
        if (provider != null && provider != Provider.MOCK) {
            settings = settings.withSimulated(provider.label());
        }
        new Supervisor(settings, line -> print(out, line), !logged).run();
        return 0;
    }

    private static void print(PrintStream out, String line) {
        out.println(line);
        out.flush();
    }

    /** Starts this command again in a session of its own, and shows what it prints until it is ready. */
    private static int background(Surroundings here, List<String> options) {
        Home home = here.home();
        home.prepare();
        boolean firstStart = AdminAccount.kept(home).isEmpty();
        Path log = home.log(LOG);
        Process process = new Processes(home).startDetached(new Program(LOG, self(options), Map.of(), log));
        Thread giveUp = new Thread(process::destroy, "give-up");
        Runtime.getRuntime().addShutdownHook(giveUp);
        Follower follower = new Follower(log);
        while (process.isAlive() && !isReady(home, process)) {
            follower.fresh().forEach(System.out::println);
            LockSupport.parkNanos(POLL.toNanos());
        }
        boolean ready = process.isAlive();
        Runtime.getRuntime().removeShutdownHook(giveUp);
        List<String> last = follower.fresh();
        if (ready) {
            last.forEach(System.out::println);
            if (firstStart) {
                AdminAccount.kept(home)
                        .ifPresent(password ->
                                System.out.println("\n  the admin's password, shown this once: " + password));
            }
            return 0;
        }
        last.forEach(System.err::println);
        return 1;
    }

    /** The phase of an earlier run says nothing: only this process's counts. */
    private static boolean isReady(Home home, Process process) {
        return Supervisor.phaseOf(home).equals("ready")
                && new Processes(home)
                        .alive().stream()
                                .anyMatch(one -> one.name().equals(Supervisor.NAME)
                                        && one.process().pid() == process.pid());
    }

    private static List<String> self(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.vitrina.local.Main", "up", LOGGED));
        command.addAll(options);
        return command;
    }
}
