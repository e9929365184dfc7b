package io.vitrina.acceptance.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.vitrina.acceptance.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A set of Kubernetes objects, with the questions the rules ask of them. */
record Manifests(String name, List<JsonNode> objects) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "Job", "DaemonSet", "CronJob");

    /** The objects of the base, read as they are in the repository. */
    static Manifests base() throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Checkout.root().resolve("k8s/base"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                if (!file.endsWith("kustomization.yaml")) {
                    objects.addAll(parse(Files.readString(file)));
                }
            }
        }
        return new Manifests("base", objects);
    }

    /** The objects of an overlay as {@code kubectl kustomize} prints them. */
    static Manifests rendered(String overlay) throws IOException, InterruptedException {
        String text = Checkout.run(List.of("kubectl", "kustomize", "k8s/overlays/" + overlay));
        return new Manifests(overlay, parse(text));
    }

    static List<JsonNode> parse(String yaml) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            List<JsonNode> all = new ArrayList<>();
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                if (document != null && document.isObject()) {
                    all.add(document);
                }
            }
            return all;
        }
    }

    List<JsonNode> ofKind(String kind) {
        return objects.stream()
                .filter(o -> kind.equals(o.path("kind").asText()))
                .toList();
    }

    JsonNode one(String kind, String name) {
        List<JsonNode> found =
                ofKind(kind).stream().filter(o -> name(o).equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + kind + " " + name + " in " + this.name);
        }
        return found.getFirst();
    }

    List<JsonNode> workloads() {
        return objects.stream()
                .filter(o -> WORKLOADS.contains(o.path("kind").asText()))
                .toList();
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    static JsonNode pod(JsonNode workload) {
        return workload.at("/spec/template/spec");
    }

    static List<JsonNode> containers(JsonNode workload) {
        List<JsonNode> all = new ArrayList<>();
        pod(workload).path("initContainers").forEach(all::add);
        pod(workload).path("containers").forEach(all::add);
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
