package io.vitrina.gateway.docs;

import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The document and the page that shows it, all from this gateway's own jar: nothing is fetched from elsewhere. */
@Singleton
public class DocsPages {

    private static final String WEBJAR = "META-INF/resources/webjars/swagger-ui/";
    private static final String VERSION = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final List<String> ASSETS = List.of(
            "swagger-ui.css",
            "swagger-ui-bundle.js",
            "swagger-ui-standalone-preset.js",
            "favicon-16x16.png",
            "favicon-32x32.png");

    /** Scripts and styles of the page itself; the buttons call the shop's own API, and nothing else is reachable. */
    private static final String PAGE_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final Map<String, Page> pages = new HashMap<>();
    private final Operations operations;

    DocsPages(ApiDocument api) {
        this.operations = api.operations();
        Page index = page("text/html; charset=utf-8", read("docs/index.html"), "no-cache", PAGE_POLICY);
        pages.put("/docs", index);
        pages.put("/api/v1/docs", index);
        pages.put("/docs/start.js", page("text/javascript; charset=utf-8", read("docs/start.js"), "no-cache", null));
        pages.put("/openapi.json", text("application/json", api.json()));
        pages.put("/openapi.yaml", text("application/yaml", api.yaml()));
        String version = version();
        for (String asset : ASSETS) {
            pages.put("/docs/" + asset, page(type(asset), read(WEBJAR + version + "/" + asset), "max-age=3600", null));
        }
    }

    /** What can be called, as the document says. */
    public Operations operations() {
        return operations;
    }

    /** The page at this path, if there is one. */
    public Optional<Page> find(String path) {
        return Optional.ofNullable(pages.get(path));
    }

    private static Page text(String type, String body) {
        return page(type, body.getBytes(StandardCharsets.UTF_8), "no-cache", null);
    }

    private static Page page(String type, byte[] body, String cacheControl, String policy) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            String etag = '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
            return new Page(type, Buffer.buffer(body), etag, cacheControl, Optional.ofNullable(policy));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String type(String asset) {
        return switch (asset.substring(asset.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            default -> "image/png";
        };
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = open(VERSION)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static byte[] read(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException(resource + " is not in this build");
        }
        return in;
    }

    /**
     * Something that never changes while the gateway runs.
     *
     * @param contentType media type
     * @param body never modified
     * @param etag quoted
     * @param cacheControl for the answer
     * @param policy Content-Security-Policy, where it differs from the general one
     */
    public record Page(String contentType, Buffer body, String etag, String cacheControl, Optional<String> policy) {}
}
