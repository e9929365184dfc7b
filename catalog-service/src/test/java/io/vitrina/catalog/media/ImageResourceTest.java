package io.vitrina.catalog.media;

import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.product;
import static io.vitrina.catalog.Shop.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.vitrina.kit.testing.TestTokens;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImageResourceTest {

    @Test
    void keepsPictureAndServesItForEver() throws IOException {
        long id = product("A", 1, 1);
        byte[] png = picture("png");
        String url = upload(id, "image/png", png)
                .statusCode(200)
                .body("image_url", matchesPattern("/api/v1/media/[0-9a-f]{64}\\.png"))
                .extract()
                .path("image_url");
        byte[] served = anyone().get(url)
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo("image/png"))
                .header("Cache-Control", equalTo("public, max-age=31536000, immutable"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .extract()
                .asByteArray();
        assertThat(served).isEqualTo(png);
        String etag = anyone().get(url).header("ETag");
        anyone().header("If-None-Match", etag).get(url).then().statusCode(304);
        upload(id, "image/jpeg", picture("jpg")).statusCode(200).body("image_url", matchesPattern(".*\\.jpg"));
        anyone().get(PRODUCTS + "/" + id).then().body("image_url", matchesPattern(".*\\.jpg"));
    }

    @Test
    void looksAtContentNotAtItsName() throws IOException {
        long id = product("A", 1, 1);
        byte[] script = "<script>alert(1)</script> and some more text".getBytes(StandardCharsets.UTF_8);
        upload(id, "image/png", script).statusCode(415);
        upload(id, "image/jpeg", picture("png")).statusCode(415);
        upload(id, "image/svg+xml", script).statusCode(415);
        upload(id, "image/png", new byte[0]).statusCode(415);
        byte[] webp = Arrays.copyOf("RIFF____WEBPVP8 ".getBytes(StandardCharsets.US_ASCII), 64);
        upload(id, "image/webp", webp).statusCode(200);
        upload(99, "image/png", picture("png")).statusCode(404);
    }

    @Test
    void refusesTooLargeOnes() throws IOException {
        long id = product("A", 1, 1);
        upload(id, "image/png", Arrays.copyOf(picture("png"), Pictures.MAX_BYTES))
                .statusCode(200);
        upload(id, "image/png", Arrays.copyOf(picture("png"), Pictures.MAX_BYTES + 1))
                .statusCode(413);
    }

    @Test
    void refusesTooLargeOnesThatDoNotSayHowLargeTheyAre() throws IOException, InterruptedException {
        byte[] content = Arrays.copyOf(picture("png"), 2 * Pictures.MAX_BYTES);
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + RestAssured.port + PRODUCTS + "/" + product("A", 1, 1) + "/image"))
                .header("Authorization", "Bearer " + TestTokens.admin(7))
                .header("Content-Type", "image/png")
                // A stream of unknown length goes in chunks.
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void answersWhoHasAPictureWithoutReadingIt() throws IOException {
        String url =
                upload(product("A", 1, 1), "image/png", other("png")).extract().path("image_url");
        String etag = anyone().get(url).header("ETag");
        Files.delete(Path.of("target/media").resolve(url.substring(MediaResource.PATH.length())));
        anyone().header("If-None-Match", etag).get(url).then().statusCode(304).header("ETag", equalTo(etag));
        anyone().get(url).then().statusCode(404);
    }

    @Test
    void sendsPicturesToWhoeverReadsThemSlowly() throws IOException {
        byte[] large = Arrays.copyOf(picture("png"), Pictures.MAX_BYTES);
        String url = upload(product("A", 1, 1), "image/png", large).extract().path("image_url");
        anyone().head(url).then().statusCode(200).header("Content-Type", equalTo("image/png"));
        List<Socket> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket reader = new Socket("localhost", RestAssured.port);
                readers.add(reader);
                reader.getOutputStream()
                        .write(("GET " + url + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(reader.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 200");
            }
            byte[] served = anyone().get(url)
                    .then()
                    .statusCode(200)
                    .header("Content-Length", equalTo(String.valueOf(large.length)))
                    .extract()
                    .asByteArray();
            assertThat(served).isEqualTo(large);
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }
    }

    @Test
    void knowsTheNamesOfMediaTypesHoweverTheyAreWritten() throws IOException {
        upload(product("A", 1, 1), "IMAGE/PNG", picture("png")).statusCode(200);
        upload(product("B", 1, 1), "Image/Jpeg", picture("jpg")).statusCode(200);
    }

    @Test
    void knowsNoOtherNames() {
        for (String name : new String[] {"x.png", "..%2Fapplication.properties", "a".repeat(64) + ".png", "%00"}) {
            anyone().urlEncodingEnabled(false)
                    .get("/api/v1/media/" + name)
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void letsOnlyAdminsUpload() throws IOException {
        long id = product("A", 1, 1);
        user().contentType("image/png")
                .body(picture("png"))
                .post(PRODUCTS + "/" + id + "/image")
                .then()
                .statusCode(403);
        anyone().contentType("image/png")
                .body(picture("png"))
                .post(PRODUCTS + "/" + id + "/image")
                .then()
                .statusCode(401);
    }

    private static ValidatableResponse upload(long id, String type, byte[] content) {
        return admin().header("Content-Type", type)
                .body(content)
                .post(PRODUCTS + "/" + id + "/image")
                .then();
    }

    /** One that no other test keeps. */
    private static byte[] other(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    private static byte[] picture(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }
}
