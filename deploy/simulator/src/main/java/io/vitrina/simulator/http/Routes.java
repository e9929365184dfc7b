package io.vitrina.simulator.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the handler of a call by method and path. */
public final class Routes {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final List<Route> routes = new ArrayList<>();

    private record Route(String method, Pattern path, List<String> names, Function<Call, Answer> handler) {}

    /** Adds a handler; {@code {name}} in the path stands for one segment. */
    public Routes on(String method, String path, Function<Call, Answer> handler) {
        List<String> names = new ArrayList<>();
        Matcher parameters = PARAMETER.matcher(path);
        while (parameters.find()) {
            names.add(parameters.group(1));
        }
        Pattern pattern = Pattern.compile(PARAMETER.matcher(path).replaceAll("([^/]+)"));
        routes.add(new Route(method, pattern, names, handler));
        return this;
    }

    /** The answer of the handler that fits; empty when none does. */
    public Optional<Answer> answer(Call call) {
        for (Route route : routes) {
            Matcher path = route.path().matcher(call.path());
            if (route.method().equals(call.method()) && path.matches()) {
                Map<String, String> parameters = new LinkedHashMap<>();
                for (int i = 0; i < route.names().size(); i++) {
                    parameters.put(route.names().get(i), path.group(i + 1));
                }
                return Optional.of(route.handler().apply(call.matched(parameters)));
            }
        }
        return Optional.empty();
    }
}
