package io.vitrina.kit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final String LIST = "q=чайник&sort=-price";

    @Test
    void leadsBackToItsPlace() {
        String cursor = Cursor.encode(LIST, List.of("Самовар, \"медный\"", "42"));
        assertThat(Cursor.decode(cursor, LIST, 2)).containsExactly("Самовар, \"медный\"", "42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u001fb", "100%", "%1F", "%251F", "\u001f%25\u001f"})
    void keepsKeysThatLookLikeItsOwnSigns(String key) {
        assertThat(Cursor.decode(Cursor.encode(LIST, List.of(key, "42")), LIST, 2))
                .containsExactly(key, "42");
    }

    @Test
    void keepsEmptyKeys() {
        assertThat(Cursor.decode(Cursor.encode(LIST, List.of("", "42")), LIST, 2))
                .containsExactly("", "42");
    }

    @Test
    void isSafeInAUrl() {
        assertThat(Cursor.encode(LIST, List.of("ÿþ?>~", "1"))).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void isRefusedInAListWithOtherFilters() {
        String cursor = Cursor.encode(LIST, List.of("x", "42"));
        assertRefused(cursor, "q=чайник&sort=price", "other filters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "%%%", "AAAA", "bm90IGEgY3Vyc29y", "жжж"})
    void isRefusedWhenBroken(String cursor) {
        assertRefused(cursor, LIST, "not one of ours");
    }

    @Test
    void isRefusedWithTooFewKeys() {
        assertRefused(Cursor.encode(LIST, List.of("42")), LIST, "not one of ours");
    }

    @ParameterizedTest
    @ValueSource(strings = {"41", "421", "4\u001f2", ""})
    void isRefusedWhenItsKeysWereEdited(String id) {
        String plain = new String(
                Base64.getUrlDecoder().decode(Cursor.encode(LIST, List.of("самовар", "42"))), StandardCharsets.UTF_8);
        assertThat(plain).endsWith("42");
        String edited = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((plain.substring(0, plain.length() - 2) + id).getBytes(StandardCharsets.UTF_8));
        assertRefused(edited, LIST, "not one of ours");
    }

    @Test
    void tellsAsManyKeysAsItHolds() {
        assertThat(Cursor.decode(Cursor.encode(LIST, List.of("a", "b", "42")), LIST))
                .containsExactly("a", "b", "42");
    }

    private static void assertRefused(String cursor, String list, String reason) {
        assertThatThrownBy(() -> Cursor.decode(cursor, list, 2)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.kind().status()).isEqualTo(400);
            assertThat(e.getMessage()).startsWith("cursor").contains(reason);
        });
    }
}
