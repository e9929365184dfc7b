package io.vitrina.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.local.LaunchException;
import io.vitrina.local.home.Secrets;
import io.vitrina.local.home.Settings;
import io.vitrina.local.shop.Answer;
import io.vitrina.local.shop.Call;
import io.vitrina.local.shop.ShopHttp;
import io.vitrina.local.stack.Service;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks the shop's invariants over all its data. Ends with 0 when all hold, else with 1. */
@Command(
        name = "audit",
        description = "Checks the shop's invariants over all its data.",
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {

    private static final String CONSISTENCY = "/internal/consistency";

    @Option(names = "--repair", description = "First set counters of stock that disagree to what their rows say.")
    private boolean repair;

    @Override
    public Integer call() {
        Surroundings here = Surroundings.find();
        if (here.launcher().isEmpty()) {
            throw new LaunchException("Vitrina does not run: start it with ./vitrina up.");
        }
        Settings settings = here.running();
        try (ShopHttp http = new ShopHttp()) {
            String token = token(http, here, settings);
            if (repair) {
                Call call = new Call(
                                "POST",
                                settings.url(Service.CATALOG.port(settings.ports()))
                                        .resolve(CONSISTENCY + "/repair"),
                                Map.of(),
                                "")
                        .as(token);
                show(Service.CATALOG, http.send(call));
            }
            boolean clean = check(http, settings, Service.CATALOG, token) & check(http, settings, Service.CART, token);
            System.out.println(clean ? "All invariants hold." : "Not all invariants hold.");
            return clean ? 0 : 1;
        }
    }

    private static String token(ShopHttp http, Surroundings here, Settings settings) {
        String secret = Secrets.of(here.home(), new SecureRandom()).get("client.operator");
        Call call = new Call(
                        "POST",
                        settings.url(settings.ports().auth()).resolve("/internal/token"),
                        Map.of(),
                        "grant_type=client_credentials&client_id=operator&client_secret=" + secret)
                .with("Content-Type", "application/x-www-form-urlencoded");
        Answer answer = http.send(call);
        if (!answer.isGood()) {
            throw new LaunchException("The auth service gave no service token: " + answer.inShort());
        }
        return answer.json().path("access_token").asText();
    }

    private static boolean check(ShopHttp http, Settings settings, Service service, String token) {
        Answer answer =
                http.send(Call.get(settings.url(service.port(settings.ports())).resolve(CONSISTENCY))
                        .as(token));
        return show(service, answer).path("consistent").asBoolean();
    }

    private static JsonNode show(Service service, Answer answer) {
        if (!answer.isGood()) {
            throw new LaunchException(service.label() + " did not check itself: " + answer.inShort());
        }
        JsonNode report = answer.json();
        System.out.println(service.label());
        report.properties().forEach(field -> print("  ", field.getKey(), field.getValue()));
        return report;
    }

    /** Whatever a service reports, as indented lines. */
    private static void print(String indent, String name, JsonNode value) {
        if (value.isArray()) {
            System.out.println(indent + name + ": " + (value.isEmpty() ? "none" : ""));
            value.forEach(item -> {
                if (item.isObject()) {
                    StringBuilder line = new StringBuilder();
                    item.properties()
                            .forEach(field -> line.append(line.isEmpty() ? "" : ", ")
                                    .append(field.getKey())
                                    .append(" ")
                                    .append(
                                            field.getValue().isTextual()
                                                    ? field.getValue().asText()
                                                    : field.getValue()));
                    System.out.println(indent + "  - " + line);
                } else {
                    System.out.println(indent + "  - " + item.asText());
                }
            });
        } else if (value.isObject()) {
            System.out.println(indent + name + ":");
            value.properties().forEach(field -> print(indent + "  ", field.getKey(), field.getValue()));
        } else {
            System.out.println(indent + name + ": " + value.asText());
        }
    }
}
