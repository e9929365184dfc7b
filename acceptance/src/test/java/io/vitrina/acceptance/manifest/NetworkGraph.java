package io.vitrina.acceptance.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Who may speak to whom, as {@code from -> to:port}, read from the network policies. */
final class NetworkGraph {

    private static final String NAME = "app.kubernetes.io/name";

    private final Manifests manifests;

    NetworkGraph(Manifests manifests) {
        this.manifests = manifests;
    }

    /** What the receiving side lets in. */
    TreeSet<String> ingress() {
        return edges("Ingress", "ingress", "from");
    }

    /** What the sending side lets out. */
    TreeSet<String> egress() {
        return edges("Egress", "egress", "to");
    }

    private TreeSet<String> edges(String type, String rules, String peers) {
        TreeSet<String> edges = new TreeSet<>();
        for (JsonNode policy : manifests.ofKind("NetworkPolicy")) {
            boolean applies = false;
            for (JsonNode listed : policy.at("/spec/policyTypes")) {
                applies |= listed.asText().equals(type);
            }
            if (!applies && policy.at("/spec").has(rules)) {
                throw new AssertionError(Manifests.name(policy) + " has rules for a type it does not list");
            }
            for (String own : selected(policy.at("/spec/podSelector"))) {
                for (JsonNode rule : policy.at("/spec").path(rules)) {
                    addRule(edges, own, rule, peers);
                }
            }
        }
        return edges;
    }

    private static void addRule(TreeSet<String> edges, String own, JsonNode rule, String peers) {
        if (!rule.has(peers) || !rule.has("ports")) {
            throw new AssertionError("a rule of " + own + " allows everybody or every port");
        }
        for (JsonNode peer : rule.path(peers)) {
            for (String other : named(peer)) {
                for (JsonNode port : rule.path("ports")) {
                    String number = port.path("port").asText();
                    edges.add(
                            peers.equals("from")
                                    ? other + " -> " + own + ":" + number
                                    : own + " -> " + other + ":" + number);
                }
            }
        }
    }

    private static List<String> named(JsonNode peer) {
        if (peer.has("ipBlock")) {
            return List.of(peer.at("/ipBlock/cidr").asText());
        }
        if (peer.has("namespaceSelector")) {
            return List.of("namespace "
                    + peer.at("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                            .asText());
        }
        return selected(peer.path("podSelector"));
    }

    private static List<String> selected(JsonNode selector) {
        if (selector.isEmpty()) {
            return List.of("every pod");
        }
        List<String> names = new ArrayList<>();
        if (selector.at("/matchLabels").has(NAME)) {
            names.add(selector.at("/matchLabels").path(NAME).asText());
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            expression.path("values").forEach(value -> names.add(value.asText()));
        }
        if (names.isEmpty()) {
            throw new AssertionError("a selector that this test can't read: " + selector);
        }
        return names;
    }
}
