package io.vitrina.acceptance.manifest;

import java.util.List;
import java.util.TreeSet;

/** The whole of the traffic that the shop needs; anything beyond it in the policies is a mistake. */
final class AllowedNetwork {

    private static final List<String> INSIDE = List.of(
            "gateway -> auth-service:8080",
            "gateway -> auth-service:9000",
            "gateway -> catalog-service:8080",
            "gateway -> catalog-service:9000",
            "gateway -> cart-service:8080",
            "gateway -> cart-service:9000",
            "catalog-service -> auth-service:8080",
            "cart-service -> auth-service:8080",
            "cart-service -> catalog-service:8080");
    private static final List<String> TO_THE_PLATFORM = List.of(
            "gateway -> redis:6379",
            "auth-service -> database:5432",
            "catalog-service -> database:5432",
            "cart-service -> database:5432",
            "auth-service -> mail:1025",
            "cart-service -> mail:1025");
    private static final List<String> OUT = List.of(
            "cart-service -> 0.0.0.0/0:443",
            "every pod -> namespace kube-system:53",
            "auth-service -> namespace monitoring:4318",
            "catalog-service -> namespace monitoring:4318",
            "cart-service -> namespace monitoring:4318",
            "gateway -> namespace monitoring:4318");
    private static final List<String> IN = List.of(
            "namespace ingress-nginx -> gateway:8080",
            "namespace monitoring -> auth-service:9000",
            "namespace monitoring -> catalog-service:9000",
            "namespace monitoring -> cart-service:9000",
            "namespace monitoring -> gateway:9000");
    private static final List<String> OUT_IN_PRODUCTION = List.of(
            "gateway -> 10.20.0.0/24:6379",
            "auth-service -> 10.20.0.0/24:5432",
            "catalog-service -> 10.20.0.0/24:5432",
            "cart-service -> 10.20.0.0/24:5432",
            "auth-service -> 10.20.0.0/24:587",
            "cart-service -> 10.20.0.0/24:587");
    private static final String BOOTSTRAP = "bootstrap -> database:5432";

    private AllowedNetwork() {}

    static TreeSet<String> egress(String manifests) {
        TreeSet<String> allowed = new TreeSet<>(INSIDE);
        allowed.addAll(TO_THE_PLATFORM);
        allowed.addAll(OUT);
        if (manifests.equals("local")) {
            allowed.add(BOOTSTRAP);
        }
        if (manifests.equals("production")) {
            allowed.addAll(OUT_IN_PRODUCTION);
        }
        return allowed;
    }

    static TreeSet<String> ingress(String manifests) {
        TreeSet<String> allowed = new TreeSet<>(INSIDE);
        allowed.addAll(IN);
        if (manifests.equals("local")) {
            allowed.addAll(TO_THE_PLATFORM);
            allowed.add(BOOTSTRAP);
        }
        return allowed;
    }
}
