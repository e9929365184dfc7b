package io.vitrina.acceptance.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.local.audit.Books;
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

    /**
     * Which invariants of the shop do not hold now, with the figures of both sides; empty when all is well. What is under
     * way between the services may be among them: then look again.
     */
    public List<String> findings() {
        String token = token();
        Books books = new Books(
                ask(stack.settings().ports().catalog(), token),
                ask(stack.settings().ports().cart(), token));
        List<String> findings = new ArrayList<>();
        books.invariants().stream()
                .filter(invariant -> !invariant.holds())
                .forEach(invariant -> findings.add(invariant.line()));
        if (!findings.isEmpty()) {
            findings.add("catalog-service: " + books.catalog());
            findings.add("cart-service: " + books.cart());
        }
        return findings;
    }

    private JsonNode ask(int port, String token) {
        return at(port).as(token).sendTo("GET", CONSISTENCY, null).expect(200).json();
    }

    private ShopClient at(int port) {
        URI service = stack.settings().url(port);
        return ShopClient.of(URI.create(service.getScheme() + "://" + service.getAuthority()));
    }
}
