package io.vitrina.cart.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawWebhookTest {

    private static final byte[] TEXT = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP"})
    void unpacksWhatItsSenderPacked(String encoding) throws IOException {
        RawWebhook packed = webhook(packed(TEXT), encoding);
        assertThat(packed.content()).isEqualTo(TEXT);
        assertThat(packed.body()).isEqualTo(packed(TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", ""})
    void leavesOtherBodiesAsTheyAre(String encoding) throws IOException {
        assertThat(webhook(TEXT, encoding).content()).isEqualTo(TEXT);
    }

    @Test
    void unpacksNothingThatIsBrokenOrEndless() throws IOException {
        byte[] whole = packed(TEXT);
        unreadable(TEXT);
        unreadable(new byte[0]);
        unreadable(Arrays.copyOf(whole, whole.length - 1));
        unreadable(packed(new byte[(1 << 20) + 1]));
        assertThat(webhook(packed(new byte[1 << 20]), "gzip").content()).hasSize(1 << 20);
    }

    private static void unreadable(byte[] body) {
        assertThatThrownBy(() -> webhook(body, "gzip").content()).isInstanceOf(IOException.class);
    }

    private static RawWebhook webhook(byte[] body, String encoding) {
        return new RawWebhook(body, Map.of("content-encoding", List.of(encoding)), "127.0.0.1");
    }

    private static byte[] packed(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text);
        }
        return bytes.toByteArray();
    }
}
