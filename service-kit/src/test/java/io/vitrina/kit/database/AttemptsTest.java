package io.vitrina.kit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private int made;

    @Test
    void endWithTheFirstThatSucceeds() throws Exception {
        assertThat(make(3, "40P01")).isEqualTo("done");
        assertThat(made).isEqualTo(4);
    }

    @Test
    void areFourAtMost() {
        assertThatThrownBy(() -> make(9, "40001")).isInstanceOf(SQLException.class);
        assertThat(made).isEqualTo(4);
    }

    @Test
    void areNotMadeAfterAMistake() {
        assertThatThrownBy(() -> make(9, "23505")).isInstanceOf(SQLException.class);
        assertThat(made).isEqualTo(1);
    }

    /** The first ones fail. */
    private String make(int failures, String state) throws Exception {
        return Attempts.make(
                () -> {
                    if (++made <= failures) {
                        throw new SQLException("in the way", state);
                    }
                    return "done";
                },
                DatabaseFaults::isConflict);
    }
}
