package io.vitrina.kit.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.kit.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

    private final ObjectMapper json = StrictJson.apply(new ObjectMapper());

    @Test
    void isWrittenAsTheContractHasIt() throws Exception {
        assertThat(json.writeValueAsString(Page.numbered(List.of("a"), 2, 1, 3, "c")))
                .isEqualTo("{\"items\":[\"a\"],\"page\":2,\"size\":1,\"total\":3,\"pages\":3,\"next_cursor\":\"c\"}");
    }

    @Test
    void reachedByCursorHasNoNumbers() throws Exception {
        assertThat(json.writeValueAsString(Page.continued(List.of(), 20, null)))
                .isEqualTo(
                        "{\"items\":[],\"page\":null,\"size\":20,\"total\":null,\"pages\":null,\"next_cursor\":null}");
    }

    @Test
    void saysWhenItsTotalIsAnEstimate() throws Exception {
        assertThat(json.writeValueAsString(Page.estimated(List.of(), 1, 20, 1_000_000, null)))
                .contains("\"total\":1000000", "\"total_is_estimate\":true");
    }

    @ParameterizedTest
    @CsvSource({"0,20,0", "1,20,1", "20,20,1", "21,20,2", "1000000,100,10000"})
    void countsItsPages(long total, int size, long pages) {
        assertThat(Page.numbered(List.of(), 1, size, total, null).pages()).isEqualTo(pages);
    }

    @Test
    void furthestOffsetDoesNotOverflow() {
        assertThat(new PageRequest(PageRequest.MAX_PAGE, PageRequest.MAX_SIZE, null).offset())
                .isEqualTo(999_999_900L);
    }
}
