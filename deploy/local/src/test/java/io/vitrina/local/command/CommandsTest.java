package io.vitrina.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.local.home.AdminAccount;
import io.vitrina.local.home.Home;
import io.vitrina.local.home.Ports;
import io.vitrina.local.process.Liveness;
import io.vitrina.local.process.Processes;
import io.vitrina.local.process.Remembered;
import io.vitrina.local.stack.StandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as processes of their own, with a real PostgreSQL and stand-ins for the services. */
class CommandsTest {

    private static final List<String> PARTS =
            List.of("auth-service", "cart-service", "catalog-service", "gateway", "launcher", "postgres");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path checkout;
    private Home home;
    private Ports ports;

    @BeforeEach
    void makeACheckout() throws Exception {
        checkout = StandIn.checkout(folder.resolve("check out"));
        home = new Home(folder.resolve("the home"));
        ports = Ports.free(InetAddress.getByName("127.0.0.1"));
        environment.put("VITRINA_HOME", home.root().toString());
        environment.put("VITRINA_PORT", Integer.toString(ports.gateway()));
        environment.put("VITRINA_DEMO", "false");
        environment.put("VITRINA_AOT", "false");
        environment.put("VITRINA_TEST_SETTING", "passed on");
    }

    @AfterEach
    void stop() throws Exception {
        run("down");
    }

    @Test
    void runsInTheBackgroundUntilDown() throws Exception {
        Result up = run("up", "-d");
        List<Remembered> processes = alive();

        assertThat(up.status()).as(up.output()).isZero();
        assertThat(up.output())
                .contains("http://localhost:" + ports.gateway() + "/api/v1", "admin@vitrina.local", "ready after");
        assertThat(processes).extracting(Remembered::name).containsExactlyElementsOf(PARTS);
        assertThat(Files.readString(home.log("cart-service"))).contains("with test setting passed on");
        assertThat(run("status").status()).isZero();
        assertThat(run("logs", "cart").output()).contains("up as cart-service.properties");

        Result second = run("up", "-d");
        assertThat(second.status()).isZero();
        assertThat(second.output()).contains("already runs");
        assertThat(run("up").status()).isEqualTo(1);

        assertThat(run("down").output()).contains("stopped");
        assertThat(processes).noneMatch(process -> Liveness.isAlive(process.process()));
        assertThat(run("status").status()).isEqualTo(1);
        assertThat(run("down").output()).contains("does not run");
    }

    @Test
    void showsThePasswordItMadeOnceAndInNoLog() throws Exception {
        Result up = run("up", "-d");
        String password = AdminAccount.kept(home).orElseThrow();

        assertThat(up.output())
                .contains(password, home.root().resolve("admin.txt").toString());
        assertThat(Files.readString(home.log("vitrina"))).doesNotContain(password);
        run("down");
        assertThat(run("up", "-d").output())
                .doesNotContain(password)
                .contains(home.root().resolve("admin.txt").toString());
    }

    @Test
    void saysWhyAStartFailedAndLeavesNothing() throws Exception {
        environment.put("VITRINA_STANDIN_FAILS", "cart-service");

        Result up = run("up", "-d");

        assertThat(up.status()).isEqualTo(1);
        assertThat(up.output()).contains("cart-service ended with status 3", "the stand-in was told to fail");
        assertThat(alive()).isEmpty();
    }

    @Test
    void endsWhatAKilledLauncherLeftAndNoStranger() throws Exception {
        run("up", "-d");
        List<Remembered> left = alive();
        Remembered launcher = left.stream()
                .filter(process -> process.name().equals("launcher"))
                .findFirst()
                .orElseThrow();
        launcher.process().destroyForcibly();
        await("the launcher's end", () -> !Liveness.isAlive(launcher.process()));
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(home.run().resolve("gateway.pid"), stranger.pid() + " 1000\n");
            Remembered gateway = left.stream()
                    .filter(process -> process.name().equals("gateway"))
                    .findFirst()
                    .orElseThrow();
            gateway.process().destroyForcibly();
            await("the gateway's end", () -> !Liveness.isAlive(gateway.process()));

            Result up = run("up", "-d");

            assertThat(up.status()).as(up.output()).isZero();
            assertThat(up.output()).contains("cart-service was left by a killed start");
            assertThat(left).noneMatch(process -> Liveness.isAlive(process.process()));
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void startsAgainWhatDies() throws Exception {
        run("up", "-d");
        ProcessHandle cart = part("cart-service");
        ProcessHandle postgres = part("postgres");

        cart.destroyForcibly();
        postgres.destroyForcibly();

        await(
                "new processes",
                () -> alive().size() == PARTS.size()
                        && part("cart-service").pid() != cart.pid()
                        && part("postgres").pid() != postgres.pid());
        await("readiness", () -> status() == 0);
        assertThat(run("logs", "vitrina").output()).contains("cart-service is ready again", "postgres is ready again");
    }

    @Test
    void watchesTheSimulatorToo() throws Exception {
        assertThat(run("up", "-d", "--provider=stripe").status()).isZero();
        ProcessHandle simulator = part("simulator");
        assertThat(run("status").output()).containsPattern("simulator +ready +http://127.0.0.1:" + ports.simulator());

        simulator.destroyForcibly();

        await("a new one", () -> status() == 0 && part("simulator").pid() != simulator.pid());
        assertThat(run("logs", "vitrina").output()).contains("simulator ended by itself", "simulator is ready again");
        assertThat(run("logs", "simulator").status()).isZero();
    }

    @Test
    void namesATakenPortAndItsVariable() throws Exception {
        try (ServerSocket taken = new ServerSocket(ports.smtp(), 1, InetAddress.getByName("127.0.0.1"))) {
            Result up = run("up");

            assertThat(up.status()).isEqualTo(1);
            assertThat(up.output()).contains("Port " + taken.getLocalPort() + ",", "VITRINA_PORT");
            assertThat(alive()).isEmpty();
        }
    }

    @Test
    void resetForgetsTheShopAndNothingElse() throws Exception {
        run("up", "-d");
        Files.writeString(home.root().resolve("mine.txt"), "not the shop's");

        assertThat(run("reset").output()).contains("Nothing was forgotten");
        Result reset = run("reset", "--yes");

        assertThat(reset.output()).contains("is forgotten");
        assertThat(alive()).isEmpty();
        try (var rest = Files.list(home.root())) {
            assertThat(rest).extracting(file -> file.getFileName().toString()).containsExactly("mine.txt");
        }
    }

    @Test
    void asksForANewKeyAndWaitsUntilItIsPublished() throws Exception {
        Result early = run("keys", "rotate");
        assertThat(early.status()).isEqualTo(1);
        assertThat(early.output()).contains("Vitrina does not run");
        run("up", "-d");

        Result rotated = run("keys", "rotate");
        assertThat(rotated.status()).as(rotated.output()).isZero();
        assertThat(rotated.output())
                .contains("Published so far: key-1" + System.lineSeparator())
                .contains("Published now:    key-2" + System.lineSeparator())
                .doesNotContain("gone");

        Result waited = run("keys", "rotate", "--wait");
        assertThat(waited.status()).as(waited.output()).isZero();
        assertThat(waited.output())
                .contains("Published so far: key-1, key-2", "Published now:    key-3", "The old key is gone.");
        assertThat(home.keys().resolve("rotate")).doesNotExist();
    }

    @Test
    void saysWhatCanBeDoneWithKeys() throws Exception {
        Result bare = run("keys");

        assertThat(bare.status()).isEqualTo(1);
        assertThat(bare.output()).contains("./vitrina keys rotate");
    }

    private int status() {
        try {
            return run("status").status();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProcessHandle part(String name) {
        return alive().stream()
                .filter(process -> process.name().equals(name))
                .map(Remembered::process)
                .findFirst()
                .orElseThrow();
    }

    private List<Remembered> alive() {
        return new Processes(home).alive();
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dvitrina.checkout=" + checkout,
                "-cp",
                System.getProperty("java.class.path"),
                "io.vitrina.local.Main"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS))
                .as("%s ends", command)
                .isTrue();
        return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private record Result(int status, String output) {}
}
