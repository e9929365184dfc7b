package io.vitrina.acceptance.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.local.stack.LocalStack;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Whoever runs the shop, behind the gateway: asks the services themselves whether their books agree. */
public final class Operator {

    private static final String CONSISTENCY = "/internal/consistency";

    private final LocalStack stack;

    public Operator(LocalStack stack) {
        this.stack = stack;
    }

    /** A service token of the client {@code operator}. */
    public String token() {
        String form = "grant_type=client_credentials&client_id=operator&client_secret=" + stack.operatorSecret();
        return at(stack.settings().ports().auth())
                .with("Content-Type", "application/x-www-form-urlencoded")
                .sendTo("POST", "/internal/token", form)
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }

    /** What does not add up now, in the words of the service that found it; empty when all is well. */
    public List<String> findings() {
        String token = token();
        List<String> findings = new ArrayList<>();
        ask("catalog-service", stack.settings().ports().catalog(), token, findings);
        ask("cart-service", stack.settings().ports().cart(), token, findings);
        return findings;
    }

    private void ask(String service, int port, String token, List<String> findings) {
        JsonNode report =
                at(port).as(token).sendTo("GET", CONSISTENCY, null).expect(200).json();
        if (!report.path("consistent").asBoolean()) {
            findings.add(service + ": " + report);
        }
    }

    private ShopClient at(int port) {
        URI service = stack.settings().url(port);
        return ShopClient.of(URI.create(service.getScheme() + "://" + service.getAuthority()));
    }
}
