package io.vitrina.kit.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFaultsTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "53300", "57P01", "57014", "55P03", "58030", "25P03"})
    void tellsAnOutageFromAMistake(String state) {
        assertThat(DatabaseFaults.isPassing(wrapped(state))).isTrue();
        assertThat(DatabaseFaults.isConflict(wrapped(state))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001"})
    void repeatsOnlyWhatLostARace(String state) {
        assertThat(DatabaseFaults.isConflict(wrapped(state))).isTrue();
        assertThat(DatabaseFaults.isPassing(wrapped(state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23514", "42601", "22001"})
    void leavesMistakesAlone(String state) {
        assertThat(DatabaseFaults.isPassing(wrapped(state))).isFalse();
        assertThat(DatabaseFaults.isConflict(wrapped(state))).isFalse();
    }

    @Test
    void countsThePoolsOwnFailureAsAnOutage() {
        assertThat(DatabaseFaults.isPassing(new RuntimeException(new SQLException("acquisition timeout"))))
                .isTrue();
        assertThat(DatabaseFaults.isPassing(new IllegalStateException("ours"))).isFalse();
    }

    private static Exception wrapped(String state) {
        return new IllegalStateException("flush", new RuntimeException(new SQLException("x", state)));
    }
}
