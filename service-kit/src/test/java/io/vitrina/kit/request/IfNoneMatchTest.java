package io.vitrina.kit.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfNoneMatchTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"\"7-1\"", "W/\"7-1\"", " W/\"7-1\" ", "\"a\", W/\"7-1\" ,\"b\"", "\"a\",,\"7-1\"", "*", " * "})
    void namesTheStateInWhicheverForm(String header) {
        assertThat(IfNoneMatch.names(header, "\"7-1\"")).isTrue();
        assertThat(IfNoneMatch.names(header, "W/\"7-1\"")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"7-2\"", "7-1", "w/\"7-1\"", "\"W/7-1\"", "\"*\"", ","})
    void namesNoOther(String header) {
        assertThat(IfNoneMatch.names(header, "\"7-1\"")).isFalse();
    }

    @Test
    void namesNothingWhenItIsNotThere() {
        assertThat(IfNoneMatch.names(null, "\"7-1\"")).isFalse();
    }
}
