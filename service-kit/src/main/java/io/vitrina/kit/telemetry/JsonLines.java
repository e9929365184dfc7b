package io.vitrina.kit.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * One line of JSON for each event, whatever is in it: line ends, quotes and control characters are escaped.
 *
 * <p>Members: {@code timestamp}, {@code level}, {@code logger}, {@code thread}, {@code message}, {@code service}, the
 * logging context ({@code request_id}, {@code user_id}, and {@code trace_id}, {@code span_id} where traces are taken),
 * and {@code exception}.
 */
public final class JsonLines extends ExtFormatter {

    private static final JsonFactory JSON = new JsonFactory();

    private final String service;

    /** @param service written into each line, for those who read many services' logs in one place */
    public JsonLines(String service) {
        this.service = service;
    }

    @Override
    public String format(ExtLogRecord event) {
        StringWriter line = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField(
                    "timestamp", Instant.ofEpochMilli(event.getMillis()).toString());
            json.writeStringField("level", event.getLevel().getName().toLowerCase(Locale.ROOT));
            json.writeStringField("service", service);
            json.writeStringField("logger", event.getLoggerName());
            json.writeStringField("thread", event.getThreadName());
            json.writeStringField("message", event.getFormattedMessage());
            for (Map.Entry<String, String> entry : event.getMdcCopy().entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            if (event.getThrown() != null) {
                StringWriter stack = new StringWriter();
                event.getThrown().printStackTrace(new PrintWriter(stack));
                json.writeStringField("exception", stack.toString());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append('\n').toString();
    }
}
