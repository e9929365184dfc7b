package io.vitrina.local.home;

import io.vitrina.local.LaunchException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the environment says about one shop on this machine.
 *
 * @param checkout the repository's root, where the packaged services are
 * @param home the data folder, {@code VITRINA_HOME}
 * @param bind the address everything listens on, {@code VITRINA_BIND}
 * @param ports by {@code VITRINA_PORT}
 * @param demo whether an empty catalogue is filled, {@code VITRINA_DEMO}
 * @param environment what the processes are given
 */
public record Settings(
        Path checkout, Path home, InetAddress bind, Ports ports, boolean demo, Map<String, String> environment) {

    private static final int DEFAULT_PORT = 8000;
    private static final String SIMULATOR = "VITRINA_LOCAL_SIMULATOR";
    private static final String DEFAULT_MOCK_SECRET = "mock-secret";

    public Settings {
        environment = Map.copyOf(environment);
    }

    /** @param directory where a relative {@code VITRINA_HOME} starts */
    public static Settings of(Path checkout, Path directory, Map<String, String> environment) {
        String home = environment.getOrDefault("VITRINA_HOME", "");
        Path folder = home.isBlank() ? checkout.resolve(".vitrina") : directory.resolve(home);
        return new Settings(
                checkout,
                folder.toAbsolutePath().normalize(),
                address(environment.getOrDefault("VITRINA_BIND", "")),
                new Ports(port(environment.getOrDefault("VITRINA_PORT", ""))),
                !environment.getOrDefault("VITRINA_DEMO", "true").trim().equalsIgnoreCase("false"),
                environment);
    }

    /** With payments through a provider ({@code stripe} or {@code yookassa}) that is only simulated. */
    public Settings withSimulated(String provider) {
        Map<String, String> more = new HashMap<>(environment);
        more.put("VITRINA_PAYMENTS_PROVIDER", provider);
        more.put(SIMULATOR, "true");
        return new Settings(checkout, home, bind, ports, demo, more);
    }

    /** Whether the payment providers' simulator runs beside the shop. */
    public boolean simulated() {
        return Boolean.parseBoolean(environment.get(SIMULATOR));
    }

    public Settings withPort(int gateway) {
        return new Settings(checkout, home, bind, new Ports(gateway), demo, environment);
    }

    /** An address of this machine at which all parts answer each other. */
    public String reachable() {
        if (bind.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        String address = bind.getHostAddress();
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }

    /** The shop as a person or a browser on this machine reaches it. */
    public URI publicUrl() {
        boolean local = bind.isAnyLocalAddress() || bind.equals(loopback());
        return URI.create("http://" + (local ? "localhost" : reachable()) + ":" + ports.gateway());
    }

    public URI url(int port) {
        return URI.create("http://" + reachable() + ":" + port);
    }

    /** The key that signs the mock provider's webhooks. */
    public String mockSecret() {
        return environment.getOrDefault("VITRINA_PAYMENTS_MOCK_SECRET", DEFAULT_MOCK_SECRET);
    }

    private static InetAddress address(String value) {
        if (value.isBlank()) {
            return loopback();
        }
        try {
            return InetAddress.getByName(value.trim());
        } catch (UnknownHostException e) {
            throw new LaunchException("VITRINA_BIND must be an address of this machine, not \"" + value + "\".", e);
        }
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static int port(String value) {
        if (value.isBlank()) {
            return DEFAULT_PORT;
        }
        try {
            return Integer.parseInt(value.trim());
        } catch (NumberFormatException e) {
            throw new LaunchException("VITRINA_PORT must be a number, not \"" + value + "\".", e);
        }
    }
}
