package io.vitrina.catalog.media;

import io.vitrina.catalog.config.CatalogConfig;
import java.io.IOException;
import java.io.InputStream;
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
    /** As much of an error as is looked at, bytes. */
    private static final int MAX_ERROR = 8 * 1024;

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
        HttpResponse<InputStream> response = send("PUT", name, headers, content);
        drop(response);
        if (response.statusCode() != 200) {
            throw unexpected(response.statusCode());
        }
    }

    @Override
    public Optional<Stored> find(String name) {
        HttpResponse<InputStream> response = send("GET", name, new TreeMap<>(), NOTHING);
        if (response.statusCode() == 200) {
            return Optional.of(new Stored.OnItsWay(response.body(), length(response)));
        }
        boolean absent = response.statusCode() == 404 || response.statusCode() == 403 && isDenied(response);
        drop(response);
        if (!absent) {
            throw unexpected(response.statusCode());
        }
        return Optional.empty();
    }

    /** Who may not list the bucket is denied what isn't there; a bad key or signature has a code of its own. */
    private static boolean isDenied(HttpResponse<InputStream> response) {
        try {
            byte[] error = response.body().readNBytes(MAX_ERROR);
            return new String(error, StandardCharsets.UTF_8).contains("<Code>AccessDenied</Code>");
        } catch (IOException e) {
            throw new MediaUnavailable(e);
        }
    }

    /** Without a length there would be no telling a whole picture from one that broke off. */
    private static long length(HttpResponse<InputStream> response) {
        return response.headers().firstValueAsLong("Content-Length").orElseThrow(() -> {
            drop(response);
            return new MediaUnavailable(new IOException("the store of pictures does not say how long a picture is"));
        });
    }

    /** What is short is read, so that the connection can be used again; what is long is called off. */
    private static void drop(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            body.readNBytes(MAX_ERROR);
        } catch (IOException e) {
            // What is not wanted any more may break off.
        }
    }

    private HttpResponse<InputStream> send(String method, String name, SortedMap<String, String> headers, byte[] body) {
        URI uri = URI.create(base + name);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        signature.sign(method, uri, headers, body, clock.instant()).forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
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
