package io.vitrina.catalog.media;

import io.vitrina.catalog.config.CatalogConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pictures as objects of one bucket of an S3-compatible store. */
final class S3Store implements MediaStore {

    private static final byte[] NOTHING = new byte[0];

    private final HttpClient http;
    private final String base;
    private final AwsSignature signature;
    private final Duration timeout;
    private final Clock clock;

    S3Store(CatalogConfig.S3 config, Clock clock) {
        this.base = required(config.endpoint(), "endpoint").replaceAll("/+$", "")
                + '/'
                + required(config.bucket(), "bucket")
                + '/';
        this.signature = new AwsSignature(
                config.region(),
                required(config.accessKey(), "access-key"),
                required(config.secretKey(), "secret-key"));
        this.timeout = config.timeout();
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public void store(String name, byte[] content, String mediaType) {
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("content-type", mediaType);
        headers.put("cache-control", "public, max-age=31536000, immutable");
        int status = send("PUT", name, headers, content).statusCode();
        if (status != 200) {
            throw unexpected(status);
        }
    }

    @Override
    public Optional<byte[]> load(String name) {
        HttpResponse<byte[]> response = send("GET", name, new TreeMap<>(), NOTHING);
        return switch (response.statusCode()) {
            case 200 -> Optional.of(response.body());
            case 404 -> Optional.empty();
            case 403 -> absentIfDenied(response);
            default -> throw unexpected(response.statusCode());
        };
    }

    /** Who may not list the bucket is denied what isn't there; a bad key or signature has a code of its own. */
    private static Optional<byte[]> absentIfDenied(HttpResponse<byte[]> response) {
        if (new String(response.body(), StandardCharsets.UTF_8).contains("<Code>AccessDenied</Code>")) {
            return Optional.empty();
        }
        throw unexpected(response.statusCode());
    }

    private HttpResponse<byte[]> send(String method, String name, SortedMap<String, String> headers, byte[] body) {
        URI uri = URI.create(base + name);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        signature.sign(method, uri, headers, body, clock.instant()).forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new MediaUnavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MediaUnavailable(e);
        }
    }

    private static MediaUnavailable unexpected(int status) {
        return new MediaUnavailable(new IOException("the store of pictures answered " + status));
    }

    private static String required(Optional<String> value, String name) {
        return value.orElseThrow(() -> new IllegalStateException("vitrina.catalog.media.s3." + name + " is not set"));
    }
}
