package io.vitrina.local.command;

import io.vitrina.local.home.Home;
import io.vitrina.local.home.Settings;
import io.vitrina.local.process.Processes;
import io.vitrina.local.process.Remembered;
import io.vitrina.local.stack.LocalStackBuilder;
import io.vitrina.local.stack.Supervisor;
import java.nio.file.Path;
import java.util.Optional;

/** What a command finds: the settings of the environment, the data folder, and the launcher that runs by it. */
record Surroundings(Settings settings, Home home, Processes processes) {

    static Surroundings find() {
        String checkout = System.getProperty("vitrina.checkout", "");
        Path root = checkout.isEmpty() ? LocalStackBuilder.findCheckout() : Path.of(checkout);
        Settings settings = Settings.of(root, Path.of("").toAbsolutePath(), System.getenv());
        Home home = new Home(settings.home());
        return new Surroundings(settings, home, new Processes(home));
    }

    /** The launcher that runs this data folder's shop. */
    Optional<Remembered> launcher() {
        if (!Supervisor.isRunning(home)) {
            return Optional.empty();
        }
        return processes.alive().stream()
                .filter(process -> process.name().equals(Supervisor.NAME))
                .findFirst();
    }

    /** The settings it was started with, which may differ from those of this environment. */
    Settings running() {
        return Supervisor.portOf(home).map(port -> settings.withPort(port)).orElse(settings);
    }
}
