package io.vitrina.local.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell front in a checkout of its own, with programs that only tell how they were called. */
class FrontTest {

    private static final List<String> SERVICES = List.of("auth-service", "catalog-service", "cart-service", "gateway");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path checkout;

    @BeforeEach
    void makeACheckout() throws Exception {
        checkout = folder.resolve("a check out");
        Files.createDirectories(checkout.resolve("service-kit/src/main"));
        Files.copy(Path.of("../../vitrina"), checkout.resolve("vitrina"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.writeString(checkout.resolve("service-kit/src/main/Source.java"), "one");
        StringBuilder mvnw = new StringBuilder("echo \"[INFO] Building Vitrina 0.1.0          [1/8]\"\n");
        mvnw.append("[ -z \"${BREAK_BUILD:-}\" ] || { echo 'Source.java:1: not a statement'; exit 1; }\n");
        mvnw.append("echo \"$@\" >>calls\n");
        for (String service : SERVICES) {
            mvnw.append("mkdir -p " + service + "/target/quarkus-app; : >" + service
                    + "/target/quarkus-app/quarkus-run.jar\n");
        }
        mvnw.append("mkdir -p deploy/local/target; : >deploy/local/target/local-0.1.0.jar\n");
        program(checkout.resolve("mvnw"), mvnw.toString());
        jdk("17", "17.0.15");
        jdk("25", "25.0.3");
        environment.put("VITRINA_JDK_FOLDERS", folder.resolve("no such folder") + ":" + folder.resolve("jdks"));
        environment.put("JAVA_HOME", "");
        environment.put("PATH", "/usr/bin:/bin");
    }

    @Test
    void findsAJdkInTheFoldersAndHandsOver() throws Exception {
        Result up = run("up", "-d");

        assertThat(up.status()).as(up.output()).isZero();
        assertThat(up.output())
                .contains("building Vitrina 0.1.0 [1/8]", "java 25.0.3", "up -d")
                .contains("-Dvitrina.checkout=" + checkout.toRealPath());
    }

    @Test
    void prefersJavaHomeAndPassesAnOldOneBy() throws Exception {
        jdk("27", "27");
        environment.put("JAVA_HOME", folder.resolve("jdks/27").toString());
        assertThat(run("up").output()).contains("java 27");

        environment.put("JAVA_HOME", folder.resolve("jdks/17").toString());
        assertThat(run("up").output()).contains("java 25.0.3");
    }

    @Test
    void saysInOneSentenceThatNoJdkIsThere() throws Exception {
        environment.put("VITRINA_JDK_FOLDERS", folder.resolve("nothing").toString());
        // Whatever java this machine has on its path must not be found either.
        environment.put("PATH", tools().toString());

        Result up = run("up");

        assertThat(up.status()).isEqualTo(1);
        assertThat(up.output().lines().toList()).singleElement().asString().contains("JDK 25", "JAVA_HOME");
    }

    @Test
    void buildsOnlyWhatIsOutOfDate() throws Exception {
        run("up");
        assertThat(builds()).isEqualTo(1);
        Result second = run("up");
        assertThat(builds()).isEqualTo(1);
        assertThat(second.output()).doesNotContain("Building");

        Files.writeString(checkout.resolve("service-kit/src/main/Source.java"), "two");
        run("up");
        assertThat(builds()).isEqualTo(2);

        Files.delete(checkout.resolve("gateway/target/quarkus-app/quarkus-run.jar"));
        run("up");
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void showsTheEndOfABrokenBuild() throws Exception {
        environment.put("BREAK_BUILD", "yes");

        Result up = run("up");

        assertThat(up.status()).isEqualTo(1);
        assertThat(up.output()).contains("not a statement", "the build failed", "target/build.log");
        environment.remove("BREAK_BUILD");
        assertThat(run("up").status()).isZero();
    }

    @Test
    void worksThroughALinkAndFromAnotherFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("shop"), checkout.resolve("vitrina"));

        Result version = execute(folder, List.of("sh", link.toString(), "up"));

        assertThat(version.status()).as(version.output()).isZero();
        assertThat(version.output()).contains("-Dvitrina.checkout=" + checkout.toRealPath());
    }

    @Test
    void explainsItselfWithoutAJdk() throws Exception {
        environment.put("VITRINA_JDK_FOLDERS", folder.resolve("nothing").toString());

        assertThat(run("--help").status()).isZero();
        assertThat(run("--help").output()).contains("VITRINA_PORT", "./vitrina demo");
        assertThat(run("--version").output()).isEqualTo("vitrina 0.1.0\n");
        Result unknown = run("fly");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.output()).contains("no command \"fly\"", "./vitrina up");
        assertThat(run().status()).isEqualTo(2);
    }

    @Test
    void buildsNothingToSayThatNothingRuns() throws Exception {
        assertThat(run("down").status()).isZero();
        assertThat(run("status").status()).isEqualTo(1);
        assertThat(Files.exists(checkout.resolve("calls"))).isFalse();
    }

    @Test
    void refusesToBuildOnAFullDisk() throws Exception {
        Path tools = tools();
        program(
                tools.resolve("df"),
                "printf 'Filesystem 1024-blocks Used Available Capacity Mounted\\n/dev/x 9 9 2048 99%% /\\n'\n");
        environment.put("PATH", tools.toString());

        Result up = run("up");

        assertThat(up.status()).isEqualTo(1);
        assertThat(up.output()).contains("only 2 MiB are free");
    }

    private long builds() throws IOException {
        return Files.readAllLines(checkout.resolve("calls")).size();
    }

    /** A folder of programs that holds all that the front uses, and no java. */
    private Path tools() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String name : List.of(
                "sh",
                "cat",
                "sed",
                "head",
                "find",
                "cksum",
                "sort",
                "awk",
                "tr",
                "tee",
                "tail",
                "mkdir",
                "rm",
                "df",
                "dirname",
                "readlink",
                "sleep",
                "env")) {
            for (String place : List.of("/bin/", "/usr/bin/")) {
                if (Files.exists(Path.of(place + name)) && !Files.exists(tools.resolve(name))) {
                    program(tools.resolve(name), "exec " + place + name + " \"$@\"\n");
                }
            }
        }
        Files.deleteIfExists(tools.resolve("df"));
        return tools;
    }

    private void jdk(String name, String version) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("jdks").resolve(name).resolve("bin"));
        program(bin.resolve("java"), "echo java " + version + " \"$@\"\n");
        program(bin.resolve("javac"), "exit 0\n");
        Files.writeString(bin.resolveSibling("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private static void program(Path file, String script) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", checkout.resolve("vitrina").toString()));
        command.addAll(List.of(arguments));
        return execute(folder, command);
    }

    private Result execute(Path directory, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private record Result(int status, String output) {}
}
