package io.vitrina.acceptance.manifest;

import static io.vitrina.acceptance.manifest.Manifests.containers;
import static io.vitrina.acceptance.manifest.Manifests.name;
import static io.vitrina.acceptance.manifest.Manifests.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.Checkout;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that hold for every manifest: pods without rights, networks without surprises, rollouts without gaps. */
class KubernetesManifestTest {

    private static final List<String> SERVICES = List.of("auth-service", "catalog-service", "cart-service", "gateway");
    private static final boolean KUBECTL = Checkout.hasTool("kubectl");

    /** The base as written, and both overlays as rendered where kubectl is there. */
    static List<Manifests> manifests() throws Exception {
        List<Manifests> all = new ArrayList<>();
        all.add(Manifests.base());
        if (KUBECTL) {
            all.add(Manifests.rendered("local"));
            all.add(Manifests.rendered("production"));
        }
        return all;
    }

    @Test
    void rendersBothOverlays() throws Exception {
        assumeTrue(KUBECTL, "kubectl is not on the PATH: the overlays were not rendered");

        for (String overlay : List.of("local", "production")) {
            Manifests rendered = Manifests.rendered(overlay);
            assertThat(rendered.ofKind("Deployment").stream().map(Manifests::name))
                    .as(overlay)
                    .containsAll(SERVICES);
            assertThat(rendered.objects())
                    .as("every object of %s but the namespace lies in it", overlay)
                    .allMatch(o -> o.path("kind").asText().equals("Namespace")
                            || o.at("/metadata/namespace").asText().equals("vitrina"));
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void enforcesTheRestrictedPodSecurityStandard(Manifests manifests) {
        assertThat(manifests
                        .one("Namespace", "vitrina")
                        .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                        .asText())
                .isEqualTo("restricted");
        for (JsonNode workload : manifests.workloads()) {
            JsonNode security = pod(workload).path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean())
                    .as(name(workload))
                    .isTrue();
            assertThat(security.path("runAsUser").asInt()).as(name(workload)).isPositive();
            assertThat(security.at("/seccompProfile/type").asText())
                    .as(name(workload))
                    .isEqualTo("RuntimeDefault");
            for (JsonNode container : containers(workload)) {
                String who = name(workload) + "/" + container.path("name").asText();
                JsonNode own = container.path("securityContext");
                assertThat(own.path("allowPrivilegeEscalation").asBoolean(true))
                        .as(who)
                        .isFalse();
                assertThat(own.path("readOnlyRootFilesystem").asBoolean())
                        .as(who)
                        .isTrue();
                assertThat(own.at("/capabilities/drop/0").asText()).as(who).isEqualTo("ALL");
                assertThat(own.at("/capabilities").has("add")).as(who).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void runsServicesAsTheirOwnNumericUser(Manifests manifests) {
        for (String service : SERVICES) {
            assertThat(pod(manifests.one("Deployment", service))
                            .at("/securityContext/runAsUser")
                            .asInt())
                    .as(service)
                    .isEqualTo(10_001);
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void bordersEveryTemporaryFolder(Manifests manifests) {
        for (JsonNode workload : manifests.workloads()) {
            Set<String> mounts = containers(workload).stream()
                    .flatMap(c -> c.path("volumeMounts").valueStream())
                    .map(m -> m.path("mountPath").asText())
                    .collect(Collectors.toSet());
            assertThat(mounts).as(name(workload)).contains("/tmp");
            for (JsonNode volume : pod(workload).path("volumes")) {
                assertThat(volume.has("hostPath")).as(name(workload)).isFalse();
                if (volume.has("emptyDir")) {
                    assertThat(volume.at("/emptyDir/sizeLimit").asText())
                            .as(name(workload) + "/" + volume.path("name").asText())
                            .isNotEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void givesNoPodTheKeysOfTheCluster(Manifests manifests) {
        for (JsonNode workload : manifests.workloads()) {
            assertThat(pod(workload).path("automountServiceAccountToken").asBoolean(true))
                    .as(name(workload))
                    .isFalse();
            assertThat(pod(workload).path("hostNetwork").asBoolean())
                    .as(name(workload))
                    .isFalse();
        }
        assertThat(manifests.ofKind("ServiceAccount"))
                .hasSize(4)
                .allMatch(
                        account -> !account.path("automountServiceAccountToken").asBoolean(true));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void pinsImagesAndBordersResources(Manifests manifests) {
        for (JsonNode workload : manifests.workloads()) {
            for (JsonNode container : containers(workload)) {
                String who = name(workload) + "/" + container.path("name").asText();
                assertThat(container.path("image").asText())
                        .as(who)
                        .matches(".+(:[^:/]*\\d[^:/]*|@sha256:[0-9a-f]{64})")
                        .doesNotContain("latest");
                assertThat(container.at("/resources/requests/cpu").asText())
                        .as(who)
                        .isNotEmpty();
                assertThat(container.at("/resources/requests/memory").asText())
                        .as(who)
                        .isNotEmpty();
                assertThat(container.at("/resources/limits/memory").asText())
                        .as(who)
                        .isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void replacesPodsWithoutAGap(Manifests manifests) {
        for (String service : SERVICES) {
            JsonNode deployment = manifests.one("Deployment", service);
            assertThat(deployment
                            .at("/spec/strategy/rollingUpdate/maxUnavailable")
                            .asText())
                    .as(service)
                    .isEqualTo("0");
            assertThat(deployment.at("/spec").has("replicas"))
                    .as("the autoscaler of %s owns the number of replicas", service)
                    .isFalse();
            assertThat(pod(deployment).path("terminationGracePeriodSeconds").asInt())
                    .as(service)
                    .isGreaterThanOrEqualTo(45);
            assertThat(pod(deployment).path("topologySpreadConstraints").size())
                    .as(service)
                    .isEqualTo(2);
            JsonNode container = pod(deployment).at("/containers/0");
            assertThat(container.at("/lifecycle/preStop/sleep/seconds").asInt())
                    .as(service)
                    .isGreaterThanOrEqualTo(5);
            JsonNode budget = manifests.one("PodDisruptionBudget", service);
            assertThat(budget.at("/spec/minAvailable").asInt()).as(service).isPositive();
            assertThat(budget.at("/spec/selector/matchLabels/app.kubernetes.io~1name")
                            .asText())
                    .isEqualTo(service);
            JsonNode scaler = manifests.one("HorizontalPodAutoscaler", service);
            assertThat(scaler.at("/spec/scaleTargetRef/name").asText()).isEqualTo(service);
            assertThat(scaler.at("/spec/maxReplicas").asInt())
                    .as(service)
                    .isGreaterThanOrEqualTo(scaler.at("/spec/minReplicas").asInt());
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void asksForHealthOnTheManagementPortOnly(Manifests manifests) {
        for (String service : SERVICES) {
            JsonNode container = pod(manifests.one("Deployment", service)).at("/containers/0");
            for (String probe : List.of("startup", "liveness", "readiness")) {
                JsonNode get = container.path(probe + "Probe").path("httpGet");
                assertThat(get.path("port").asText()).as(service + " " + probe).isEqualTo("management");
            }
            assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
            assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
            assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void migratesBeforeItServesAndNeverBesides(Manifests manifests) {
        for (String service : List.of("auth-service", "catalog-service", "cart-service")) {
            JsonNode pod = pod(manifests.one("Deployment", service));
            assertThat(variable(pod.at("/initContainers/0"), "QUARKUS_INIT_AND_EXIT"))
                    .isEqualTo("true");
            assertThat(variable(pod.at("/initContainers/0"), "QUARKUS_FLYWAY_MIGRATE_AT_START"))
                    .isEqualTo("true");
            assertThat(variable(pod.at("/containers/0"), "QUARKUS_FLYWAY_MIGRATE_AT_START"))
                    .isEqualTo("false");
            assertThat(pod.at("/initContainers/0/image").asText())
                    .as("%s is migrated by the very image that serves", service)
                    .isEqualTo(pod.at("/containers/0/image").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void keepsSecretsOutOfTheRepository(Manifests manifests) {
        assertThat(manifests.ofKind("Secret")).isEmpty();
        for (JsonNode map : manifests.ofKind("ConfigMap")) {
            if (!name(map).startsWith("database-bootstrap")) {
                map.path("data")
                        .propertyStream()
                        .forEach(entry -> assertThat(entry.getKey().toLowerCase())
                                .as(name(map))
                                .doesNotContain("password", "client_secret", "mock_secret", "api_key"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void leavesAFifthOfTheConnectionsToOthers(Manifests manifests) {
        int allowed = manifests
                .one("ConfigMap", "vitrina")
                .at("/metadata/annotations/vitrina.io~1max-connections")
                .asInt();
        int needed = 0;
        for (String service : List.of("auth-service", "catalog-service", "cart-service")) {
            int pool = manifests
                    .one("ConfigMap", service)
                    .at("/data/QUARKUS_DATASOURCE_JDBC_MAX_SIZE")
                    .asInt();
            int replicas = manifests
                    .one("HorizontalPodAutoscaler", service)
                    .at("/spec/maxReplicas")
                    .asInt();
            int surge = manifests
                    .one("Deployment", service)
                    .at("/spec/strategy/rollingUpdate/maxSurge")
                    .asInt();
            assertThat(pool).as(service).isPositive();
            needed += pool * (replicas + surge);
        }
        assertThat(needed).isPositive().isLessThanOrEqualTo(allowed * 80 / 100);
        for (JsonNode database : manifests.ofKind("StatefulSet")) {
            assertThat(pod(database).at("/containers/0/args").toString()).contains("max_connections=" + allowed);
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void connectsOnlyWhoHasBusinessWithEachOther(Manifests manifests) {
        JsonNode deny = manifests.one("NetworkPolicy", "default-deny");
        assertThat(deny.at("/spec/podSelector").isEmpty()).isTrue();
        assertThat(deny.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
        assertThat(deny.path("spec").has("ingress") || deny.path("spec").has("egress"))
                .isFalse();

        NetworkGraph graph = new NetworkGraph(manifests);
        assertThat(graph.egress()).isEqualTo(AllowedNetwork.egress(manifests.name()));
        assertThat(graph.ingress()).isEqualTo(AllowedNetwork.ingress(manifests.name()));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void namesEveryObjectOnce(Manifests manifests) {
        List<String> all = manifests.objects().stream()
                .map(o -> o.path("kind").asText() + " " + name(o))
                .toList();
        assertThat(new TreeSet<>(all)).hasSameSizeAs(all);
    }

    private static String variable(JsonNode container, String name) {
        for (JsonNode variable : container.path("env")) {
            if (variable.path("name").asText().equals(name)) {
                return variable.path("value").asText();
            }
        }
        throw new AssertionError("no " + name);
    }

    @Test
    void letsPrometheusFindEveryServiceByItsName() throws Exception {
        String file = Files.readString(Checkout.root().resolve("deploy/observability/podmonitor.yml"));
        JsonNode monitor = Manifests.parse(file).getFirst();
        JsonNode selector = monitor.at("/spec/selector/matchExpressions/0");
        String label = selector.path("key").asText();
        JsonNode endpoint = monitor.at("/spec/podMetricsEndpoints/0");
        assertThat(monitor.at("/spec/namespaceSelector/matchNames/0").asText()).isEqualTo("vitrina");
        assertThat(endpoint.at("/relabelings/1/sourceLabels/0").asText())
                .isEqualTo("__meta_kubernetes_pod_label_" + label.replaceAll("[./-]", "_"));

        Manifests base = Manifests.base();
        for (String service : SERVICES) {
            JsonNode deployment = base.one("Deployment", service);
            assertThat(selector.path("values").valueStream().map(JsonNode::asText))
                    .contains(deployment
                            .at("/spec/template/metadata/labels")
                            .path(label)
                            .asText());
            assertThat(containers(deployment).stream()
                            .flatMap(container -> container.path("ports").valueStream())
                            .map(port -> port.path("name").asText()))
                    .as(service)
                    .contains(endpoint.path("port").asText());
        }
    }
}
