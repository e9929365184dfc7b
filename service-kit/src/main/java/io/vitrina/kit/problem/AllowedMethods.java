package io.vitrina.kit.problem;

import io.quarkus.arc.Arc;
import jakarta.enterprise.inject.Any;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the resources of this service take at an address. A 405 must say it (RFC 9110, 15.5.6); the one that the REST layer
 * throws does not.
 */
final class AllowedMethods {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^{}:]+(?::([^{}]+))?}");

    private final List<Endpoint> endpoints;

    private AllowedMethods(List<Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    private record Endpoint(Pattern path, String method) {}

    /** Made by the first 405: most services never see one. */
    private static final class Holder {
        private static final AllowedMethods ALL = new AllowedMethods(ofResources());
    }

    /** In alphabetical order, for the header {@code Allow}. */
    static String at(String path) {
        String plain = trimmed(path);
        TreeSet<String> methods = Holder.ALL.endpoints.stream()
                .filter(endpoint -> endpoint.path().matcher(plain).matches())
                .map(Endpoint::method)
                .collect(Collectors.toCollection(TreeSet::new));
        methods.add(HttpMethod.OPTIONS);
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return String.join(", ", methods);
    }

    private static List<Endpoint> ofResources() {
        List<Endpoint> endpoints = new ArrayList<>();
        Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(bean -> bean.getBeanClass())
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .forEach(type -> Arrays.stream(type.getMethods())
                        .forEach(method -> endpoint(type, method).ifPresent(endpoints::add)));
        return endpoints;
    }

    private static Optional<Endpoint> endpoint(Class<?> resource, Method method) {
        return Stream.of(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .findFirst()
                .map(verb -> new Endpoint(pattern(template(resource, method)), verb.value()));
    }

    private static String template(Class<?> resource, Method method) {
        Path below = method.getAnnotation(Path.class);
        String base = trimmed(resource.getAnnotation(Path.class).value());
        return below == null ? base : base + trimmed(below.value());
    }

    /** With a slash before it and none behind. */
    private static String trimmed(String path) {
        String plain = path.replaceAll("^/+|/+$", "");
        return plain.isEmpty() ? "" : '/' + plain;
    }

    private static Pattern pattern(String template) {
        StringBuilder regex = new StringBuilder();
        int end = 0;
        for (MatchResult parameter : PARAMETER.matcher(template).results().toList()) {
            regex.append(Pattern.quote(template.substring(end, parameter.start())));
            regex.append(
                    parameter.group(1) == null
                            ? "[^/]+"
                            : "(?:" + parameter.group(1).strip() + ')');
            end = parameter.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(template.substring(end))).toString());
    }
}
