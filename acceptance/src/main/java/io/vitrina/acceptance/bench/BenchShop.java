package io.vitrina.acceptance.bench;

import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.ShopClient;
import io.vitrina.local.home.Home;
import io.vitrina.local.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The shop under load: a fresh one with limits off, or one that runs already. */
final class BenchShop implements AutoCloseable {

    private final LocalStack stack;
    private final Path home;
    private final URI gateway;
    private boolean closed;

    private BenchShop(LocalStack stack, Path home, URI gateway) {
        this.stack = stack;
        this.home = home;
        this.gateway = gateway;
    }

    /** @param environment for a fresh shop; one that runs already is taken as it is */
    static BenchShop open(Options options, Map<String, String> environment) throws IOException {
        Optional<URI> url = options.url();
        if (url.isPresent()) {
            return new BenchShop(null, null, URI.create("http://" + url.get().getAuthority()));
        }
        Path home = Files.createTempDirectory("vitrina-bench");
        var builder = LocalStack.builder()
                .home(home)
                .freePorts()
                .demo(false)
                .environment("VITRINA_GATEWAY_RATE_LIMIT_ENABLED", "false")
                .progress(System.out::println);
        environment.forEach(builder::environment);
        System.out.println("Starting a shop of its own …");
        LocalStack stack = builder.start();
        return new BenchShop(stack, home, URI.create("http://" + stack.api().getAuthority()));
    }

    URI gateway() {
        return gateway;
    }

    ShopClient client() {
        return ShopClient.of(gateway);
    }

    /** The running services' own addresses; only a shop of one's own tells them. */
    Optional<LocalStack> stack() {
        return Optional.ofNullable(stack);
    }

    URI auth() {
        return direct(1);
    }

    URI catalog() {
        return direct(2);
    }

    URI cart() {
        return direct(3);
    }

    /** Memory of a service's process that is in use, MiB; empty where the system does not tell, or the shop is not ours. */
    OptionalLong residentMiB(String service) throws IOException {
        if (home == null) {
            return OptionalLong.empty();
        }
        Path status = Path.of("/proc", Long.toString(pid(service)), "status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }

    /** Processor time that a service and its children have used; NaN where the system does not tell. */
    double cpuSeconds(String service) throws IOException {
        return home == null
                ? Double.NaN
                : ProcessHandle.of(pid(service))
                        .map(process -> cpuSeconds(Stream.concat(Stream.of(process), process.descendants())))
                        .orElse(Double.NaN);
    }

    /** Of this process alone: the shop's are its children. */
    static double ownCpuSeconds() {
        return cpuSeconds(Stream.of(ProcessHandle.current()));
    }

    private static double cpuSeconds(Stream<ProcessHandle> processes) {
        return processes
                .map(one -> one.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .mapToDouble(time -> time.toNanos() / 1e9)
                .sum();
    }

    private long pid(String service) throws IOException {
        return Long.parseLong(Files.readString(home.resolve("run").resolve(service + ".pid"))
                .strip()
                .split("\\s+")[0]);
    }

    /** The catalog's own figures, as Prometheus reads them. */
    URI catalogMetrics() {
        return direct(92);
    }

    /** In local mode the services' ports follow the gateway's. */
    private URI direct(int offset) {
        return URI.create("http://" + gateway.getHost() + ":" + (gateway.getPort() + offset));
    }

    Customer admin() {
        if (stack != null) {
            return Customer.login(client(), stack.admin().email(), stack.admin().password());
        }
        String email = System.getenv("VITRINA_ADMIN_EMAIL");
        String password = System.getenv("VITRINA_ADMIN_PASSWORD");
        if (email == null || password == null) {
            throw new IllegalArgumentException(
                    "with --url the admin comes from VITRINA_ADMIN_EMAIL and VITRINA_ADMIN_PASSWORD");
        }
        return Customer.login(client(), email, password);
    }

    /** Also at Ctrl-C, and then from another thread. */
    @Override
    public synchronized void close() throws IOException {
        if (stack != null && !closed) {
            closed = true;
            stack.close();
            Home.deleteTree(home);
        }
    }
}
