package io.vitrina.acceptance.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images and the compose file: nobody is root, nothing waits for luck, one port is open, no secret is written down. */
class ContainerFilesTest {

    private static final List<String> SERVICES = List.of("auth-service", "catalog-service", "cart-service", "gateway");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void buildsEveryServiceFromOneFileAsANumericUser(String file) throws Exception {
        List<String> lines =
                Files.readAllLines(Checkout.root().resolve("deploy/docker").resolve(file));

        assertThat(lines).contains("ARG SERVICE", "USER 10001:10001");
        assertThat(lines.stream().filter(line -> line.startsWith("FROM")))
                .as("every base image has a tag, and none moves by itself")
                .allMatch(line -> line.split(" ")[1].contains(":") && !line.contains("latest"));
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("USER"))
                        .toList()
                        .getLast())
                .isEqualTo("USER 10001:10001");
        assertThat(String.join("\n", lines)).doesNotContain("curl", "apt-get", "ADD http");
    }

    @Test
    void publishesOnePortAndStartsInOrder() throws Exception {
        JsonNode compose = compose().path("services");

        assertThat(compose.propertyStream()
                        .filter(service -> service.getValue().has("ports"))
                        .map(service -> service.getKey()))
                .containsExactly("gateway");
        assertThat(compose.at("/gateway/ports/0").asText()).endsWith("${VITRINA_PORT:-8000}:8080");
        compose.propertyStream()
                .forEach(service -> service.getValue()
                        .path("depends_on")
                        .forEach(need -> assertThat(need.path("condition").asText())
                                .as(service.getKey())
                                .isIn("service_healthy", "service_completed_successfully")));
        for (String service : SERVICES) {
            assertThat(compose.path(service).path("depends_on").size())
                    .as(service)
                    .isPositive();
        }
    }

    @Test
    void namesTheMajorVersionInTheVolumeOfTheDatabase() throws Exception {
        JsonNode compose = compose();

        String image = compose.at("/services/database/image").asText();
        assertThat(image).startsWith("postgres:18.");
        assertThat(compose.path("volumes").has("postgres-18")).isTrue();
        assertThat(compose.at("/services/database/volumes").toString()).contains("postgres-18:");
    }

    /** Eight of 64 MiB: in memory they would be most of what the container has. */
    @Test
    void keepsWaitingImportsOnDisk() throws Exception {
        JsonNode catalog = compose().at("/services/catalog-service");

        assertThat(catalog.path("tmpfs")).isEmpty();
        assertThat(catalog.path("tmpfs").isArray()).isTrue();
        assertThat(catalog.path("volumes").toString()).contains("\"catalog-tmp:/tmp\"");
    }

    @Test
    void writesNoSecretIntoTheComposeFile() throws Exception {
        JsonNode services = compose().path("services");

        services.forEach(service -> service.path("environment")
                .propertyStream()
                .filter(entry -> entry.getKey().matches(".*(PASSWORD|SECRET|TOKEN|KEY)(_.*)?"))
                .forEach(entry -> assertThat(entry.getValue().asText())
                        .as(entry.getKey())
                        .matches("(/run/vitrina/.*|http://.*)")));
    }

    @Test
    void composeAcceptsTheFile() throws Exception {
        assumeTrue(Checkout.hasTool("docker-compose"), "docker-compose is not on the PATH: its view was not asked");

        String resolved = Checkout.run(List.of("docker-compose", "config"));

        JsonNode services = Manifests.parse(resolved).getFirst().path("services");
        for (String service : SERVICES) {
            assertThat(services.path(service).path("read_only").asBoolean())
                    .as(service)
                    .isTrue();
            assertThat(services.path(service).at("/cap_drop/0").asText())
                    .as(service)
                    .isEqualTo("ALL");
        }
    }

    @Test
    void makesASetOfSecretsOnceAndPrivately(@TempDir Path folder) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Checkout.root().resolve("deploy/docker/MakeSecrets.java").toString(),
                folder.toString());

        String first = Checkout.run(command);
        List<Path> files = files(folder);
        String key = Files.readString(folder.resolve("auth/keys/first.pem"));
        String second = Checkout.run(command);

        assertThat(first).isEqualTo("Secrets made.\n");
        assertThat(second).isEqualTo("The secrets are there already.\n");
        assertThat(Files.readString(folder.resolve("auth/keys/first.pem"))).isEqualTo(key);
        assertThat(files).hasSize(11);
        for (Path file : files) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void pinsNoKeyThatARotationWouldNeedARestartToReplace(@TempDir Path folder) throws Exception {
        Checkout.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Checkout.root().resolve("deploy/docker/MakeSecrets.java").toString(),
                folder.toString()));

        assertThat(Files.readString(folder.resolve("auth/secrets.properties"))).doesNotContain("keys.active");
    }

    @ParameterizedTest
    @CsvSource({
        "'', -jar quarkus-run.jar -Dx=y",
        "http://collector:4318, -javaagent:/app/opentelemetry-javaagent.jar -jar quarkus-run.jar -Dx=y",
    })
    void loadsTheAgentOnlyWhereTracesAreCollected(String endpoint, String arguments, @TempDir Path folder)
            throws Exception {
        Path java = folder.resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));

        String started = Checkout.run(List.of(
                "env",
                "PATH=" + folder + ":/usr/bin:/bin",
                "OTEL_EXPORTER_OTLP_ENDPOINT=" + endpoint,
                Checkout.root().resolve("deploy/docker/start").toString(),
                "-Dx=y"));

        assertThat(started).isEqualTo(arguments + "\n");
        assertThat(Files.readString(Checkout.root().resolve("deploy/docker/Dockerfile.jvm")))
                .contains("opentelemetry-javaagent.jar ./", "WORKDIR /app", "ENTRYPOINT [\"start\"]");
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static JsonNode compose() throws Exception {
        return Manifests.parse(Files.readString(Checkout.root().resolve("docker-compose.yml")))
                .getFirst();
    }
}
