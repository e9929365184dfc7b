package io.vitrina.local.assortment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrina.local.LaunchException;
import io.vitrina.local.home.AdminAccount;
import io.vitrina.local.home.Home;
import io.vitrina.local.home.Settings;
import io.vitrina.local.shop.Answer;
import io.vitrina.local.shop.Call;
import io.vitrina.local.shop.ShopHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Fills an empty catalogue through the services' own API, as an admin would. */
public final class DemoCatalogue {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 100;
    private static final int TRIES = 5;

    private final URI auth;
    private final URI catalog;
    private final AdminAccount admin;
    private final Path unfinished;

    public DemoCatalogue(Settings settings, Home home, AdminAccount admin) {
        this.auth = settings.url(settings.ports().auth());
        this.catalog = settings.url(settings.ports().catalog());
        this.admin = admin;
        // A start that was killed while it filled leaves products without pictures: the next one goes on.
        this.unfinished = home.run().resolve("catalogue-unfinished");
    }

    /** Does nothing when there are products, or when the admin's password isn't known any more. */
    public void fillWhenEmpty(Consumer<String> progress) {
        try (ShopHttp http = new ShopHttp()) {
            if (!Files.exists(unfinished) && hasProducts(http, call("/products?size=1"))) {
                return;
            }
            if (!admin.passwordKnown()) {
                progress.accept("  The catalogue is empty; set VITRINA_ADMIN_PASSWORD to have it filled.");
                return;
            }
            String token = login(http);
            if (!Files.exists(unfinished)
                    && hasProducts(http, call("/products?size=1&include=all").as(token))) {
                return;
            }
            fill(http, token, progress);
        } catch (LaunchException e) {
            // The shop works without it, and its admin can see to it.
            progress.accept("  The catalogue was not filled: " + e.getMessage());
        }
    }

    private void fill(ShopHttp http, String token, Consumer<String> progress) {
        List<Assortment.Product> products = Assortment.products();
        progress.accept("  Filling the empty catalogue with " + products.size() + " products …");
        Home.writePrivate(unfinished, "");
        Map<String, Long> categories = categories(http, token);
        importProducts(http, token, products);
        Map<String, Long> ids = ids(http, token);
        products.parallelStream().forEach(product -> picture(http, token, product, ids.get(product.sku())));
        try {
            Files.delete(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.accept("  " + products.size() + " products in " + categories.size() + " categories are on sale");
    }

    private static boolean hasProducts(ShopHttp http, Call call) {
        Answer answer = http.send(call);
        return answer.isGood() && !answer.json().path("items").isEmpty();
    }

    private String login(ShopHttp http) {
        ObjectNode body = JSON.createObjectNode().put("login", admin.email()).put("password", admin.password());
        Answer answer = http.send(Call.post(auth.resolve("/api/v1/auth/login"), body.toString()));
        if (!answer.isGood()) {
            throw new LaunchException("the admin's login was answered " + answer.inShort());
        }
        return answer.json().path("access_token").asText();
    }

    private Map<String, Long> categories(ShopHttp http, String token) {
        Map<String, Long> ids = new HashMap<>();
        for (Assortment.Category category : Assortment.categories()) {
            ObjectNode body = JSON.createObjectNode()
                    .put("name", category.name())
                    .put("slug", category.slug())
                    .put("description", category.description());
            if (!category.parent().isEmpty()) {
                body.put("parent_id", ids.get(category.parent()));
            }
            Answer answer = http.send(Call.post(catalog.resolve("/api/v1/categories"), body.toString())
                    .as(token));
            if (answer.status() == 409) {
                answer = http.send(call("/categories/" + category.slug()).as(token));
            }
            ids.put(
                    category.slug(),
                    require(answer, "category " + category.slug()).path("id").asLong());
        }
        return ids;
    }

    private void importProducts(ShopHttp http, String token, List<Assortment.Product> products) {
        StringBuilder lines = new StringBuilder();
        for (Assortment.Product product : products) {
            lines.append(JSON.createObjectNode()
                            .put("sku", product.sku())
                            .put("name", product.name())
                            .put("description", product.description())
                            .put("price", product.price())
                            .put("quantity", product.quantity())
                            .put("category", product.category()))
                    .append('\n');
        }
        Call call = new Call("POST", catalog.resolve("/api/v1/products/import"), Map.of(), lines.toString())
                .with("Content-Type", "application/x-ndjson")
                .as(token);
        JsonNode report = require(http.send(call), "the import");
        if (report.path("failed").asInt() != 0) {
            throw new LaunchException("the import refused some rows: " + report.path("errors"));
        }
    }

    private Map<String, Long> ids(ShopHttp http, String token) {
        Map<String, Long> ids = new HashMap<>();
        int page = 1;
        JsonNode items;
        do {
            JsonNode answer = require(
                    http.send(call("/products?include=all&sort=name&size=" + PAGE + "&page=" + page++)
                            .as(token)),
                    "the list of products");
            items = answer.path("items");
            items.forEach(
                    item -> ids.put(item.path("sku").asText(), item.path("id").asLong()));
        } while (items.size() == PAGE);
        return ids;
    }

    private void picture(ShopHttp http, String token, Assortment.Product product, Long id) {
        if (id == null) {
            throw new LaunchException(product.sku() + " is missing after the import");
        }
        Call call = new Call("POST", catalog.resolve("/api/v1/products/" + id + "/image"), Map.of(), "")
                .with("Content-Type", "image/png")
                .as(token);
        byte[] content = Pictures.png(product);
        Answer answer = http.send(call, content);
        for (int tries = 1; answer.status() == 503 && tries < TRIES; tries++) {
            answer = http.send(call, content);
        }
        require(answer, "the picture of " + product.sku());
    }

    private static JsonNode require(Answer answer, String what) {
        if (!answer.isGood()) {
            throw new LaunchException(what + " was answered " + answer.inShort());
        }
        return answer.json();
    }

    private Call call(String path) {
        return Call.get(catalog.resolve("/api/v1" + path));
    }
}
