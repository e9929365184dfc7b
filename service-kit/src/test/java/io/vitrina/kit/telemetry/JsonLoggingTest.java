package io.vitrina.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLoggingTest {

    private final Logger root = Logger.getLogger("");
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ConsoleHandler console = new ConsoleHandler(new PatternFormatter("%m%n"));
    private final ExtHandler delaying = new ExtHandler() {};

    @BeforeEach
    void listen() {
        console.setOutputStream(written);
        console.setAutoFlush(true);
        delaying.addHandler(console);
        root.addHandler(delaying);
    }

    @AfterEach
    void leave() {
        root.removeHandler(delaying);
    }

    @ParameterizedTest
    @CsvSource({"true, '{\"timestamp\":'", "false, first"})
    void writesTheVeryFirstLineAsItShallBe(String json, String beginning) throws Exception {
        console.setFilter(new JsonLogging(json, "some-service"));

        console.publish(new ExtLogRecord(Level.INFO, "first", JsonLoggingTest.class.getName()));

        assertThat(written.toString(StandardCharsets.UTF_8)).startsWith(beginning);
    }
}
