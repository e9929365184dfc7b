package io.vitrina.local.stack;

import io.vitrina.local.LaunchException;
import io.vitrina.local.home.Ports;
import io.vitrina.local.home.Settings;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Says how a {@link LocalStack} of a test is to be; everything but the home has a default. */
public final class LocalStackBuilder {

    private final Map<String, String> environment = new HashMap<>();
    private Path checkout;
    private Path home;
    private boolean freePorts;
    private Consumer<String> progress = line -> {};

    LocalStackBuilder() {}

    /** The data folder; made when it isn't there. */
    public LocalStackBuilder home(Path folder) {
        home = folder;
        return this;
    }

    /** The repository's root; found from where this class was built when not given. */
    public LocalStackBuilder checkout(Path root) {
        checkout = root;
        return this;
    }

    /** The gateway's port; the others follow it. */
    public LocalStackBuilder port(int gateway) {
        return environment("VITRINA_PORT", Integer.toString(gateway));
    }

    /** Ports that nobody uses at the start. */
    public LocalStackBuilder freePorts() {
        freePorts = true;
        return this;
    }

    /** A variable as {@code ./vitrina up} would find it; reaches all four processes when it begins with VITRINA_. */
    public LocalStackBuilder environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Whether the empty catalogue is filled. */
    public LocalStackBuilder demo(boolean filled) {
        return environment("VITRINA_DEMO", Boolean.toString(filled));
    }

    /** Takes a line for each part that got ready. */
    public LocalStackBuilder progress(Consumer<String> lines) {
        progress = lines;
        return this;
    }

    /** Starts it and returns when it is ready. */
    public LocalStack start() {
        if (home == null) {
            throw new IllegalStateException("a stack needs a home");
        }
        environment.put("VITRINA_HOME", home.toString());
        // One start doesn't earn back what the recording costs.
        environment.putIfAbsent("VITRINA_AOT", "false");
        Path root = checkout == null ? findCheckout() : checkout;
        Settings settings = Settings.of(root, Path.of("").toAbsolutePath(), environment);
        if (freePorts) {
            Ports ports = Ports.free(settings.bind());
            environment.put("VITRINA_PORT", Integer.toString(ports.gateway()));
            settings = Settings.of(root, Path.of("").toAbsolutePath(), environment);
        }
        LocalStack stack = new LocalStack(settings, progress);
        stack.start();
        return stack;
    }

    /** The nearest folder above this class's jar or folder that holds the whole repository. */
    public static Path findCheckout() {
        try {
            Path place = Path.of(LocalStackBuilder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path folder = place; folder != null; folder = folder.getParent()) {
                if (Files.exists(folder.resolve("mvnw")) && Files.isDirectory(folder.resolve("service-kit"))) {
                    return folder;
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a jar has a place", e);
        }
        throw new LaunchException("The checkout was not found above the launcher's jar.");
    }
}
