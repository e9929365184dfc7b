package io.vitrina.local.command;

import io.vitrina.local.LaunchException;
import io.vitrina.local.home.Secrets;
import io.vitrina.local.postgres.Postgres;
import io.vitrina.local.process.Remembered;
import io.vitrina.local.stack.Leftovers;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stops the shop, and what a killed one left. */
@Command(name = "down", description = "Stops everything; the data stays.", mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Override
    public Integer call() {
        boolean stopped = stop(Surroundings.find());
        System.out.println(stopped ? "Vitrina is stopped; its data stays." : "Vitrina does not run.");
        return 0;
    }

    /** Whether there was anything to stop. */
    static boolean stop(Surroundings here) {
        Optional<Remembered> launcher = here.launcher();
        launcher.ifPresent(process -> {
            System.out.println("Stopping …");
            process.process().destroy();
            if (!process.awaitEnd(PATIENCE)) {
                throw new LaunchException("Process " + process.process().pid() + " did not stop within "
                        + PATIENCE.toSeconds() + " s; see " + here.home().logs() + ".");
            }
        });
        boolean left = new Leftovers(here.processes(), System.out::println).end();
        if (Files.isDirectory(here.home().run())) {
            left |= new Postgres(
                            here.settings(), here.home(), Secrets.of(here.home(), new SecureRandom()), here.processes())
                    .endOrphans();
        }
        return launcher.isPresent() || left;
    }
}
