package io.vitrina.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

    private static ExtLogRecord event(String message) {
        ExtLogRecord event = new ExtLogRecord(Level.WARN, message, JsonLinesTest.class.getName());
        event.setLoggerName("io.vitrina.some");
        event.setMdc(Map.of("request_id", "r-1", "user_id", "7"));
        return event;
    }

    @Test
    void writesOneLineWhateverIsInTheMessage() throws IOException {
        String nasty = "a \"quoted\" \\ word\r\nERROR forged line\u0000\u2028\ud800 end\ttab";
        String line = new JsonLines("auth-service").format(event(nasty));
        assertThat(line).endsWith("}\n");
        assertThat(line.substring(0, line.length() - 1)).doesNotContain("\n", "\r", "\u0000");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("message").asText()).isEqualTo(nasty);
        assertThat(json.path("level").asText()).isEqualTo("warn");
        assertThat(json.path("service").asText()).isEqualTo("auth-service");
        assertThat(json.path("logger").asText()).isEqualTo("io.vitrina.some");
        assertThat(json.path("request_id").asText()).isEqualTo("r-1");
        assertThat(json.path("user_id").asText()).isEqualTo("7");
        assertThat(json.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void keepsTheStackInTheLine() throws IOException {
        ExtLogRecord event = event("it broke");
        event.setThrown(new IllegalStateException("because"));
        JsonNode json = new ObjectMapper().readTree(new JsonLines("x").format(event));
        assertThat(json.path("exception").asText())
                .startsWith("java.lang.IllegalStateException: because\n")
                .contains("keepsTheStackInTheLine");
    }
}
