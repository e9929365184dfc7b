package io.vitrina.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.local.LaunchException;
import io.vitrina.local.audit.Audit;
import io.vitrina.local.audit.Books;
import io.vitrina.local.home.Secrets;
import io.vitrina.local.home.Settings;
import io.vitrina.local.shop.Answer;
import io.vitrina.local.shop.Call;
import io.vitrina.local.shop.ShopHttp;
import io.vitrina.local.stack.Service;
import java.security.SecureRandom;
import java.time.Duration;
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

    /** How long what is under way between the services may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
            Audit audit = new Audit(
                    http,
                    settings.url(settings.ports().catalog()),
                    settings.url(settings.ports().cart()),
                    token(http, here, settings));
            if (repair) {
                show(Service.CATALOG, audit.repair());
            }
            return tell(audit.read(PATIENCE));
        }
    }

    /** Prints what both sides said, then each invariant; the status to end with. */
    static int tell(Books books) {
        show(Service.CATALOG, books.catalog());
        show(Service.CART, books.cart());
        books.invariants().forEach(invariant -> System.out.println(invariant.line()));
        if (books.agree()) {
            System.out.println("All invariants hold.");
            return 0;
        }
        System.out.println(
                books.isSettled()
                        ? "Not all invariants hold."
                        : "Not all invariants hold, or the shop is too busy to compare its sides: look again in a while.");
        return 1;
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

    private static void show(Service service, JsonNode report) {
        System.out.println(service.label());
        report.properties().forEach(field -> print("  ", field.getKey(), field.getValue()));
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
