package io.vitrina.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.kit.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutePathTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/products/, /api/v1/products",
        "/api/v1/products, /api/v1/products",
        "/, /",
        "/api/v1/products/?page=2, /api/v1/products?page=2",
        "/api/v1/auth/%6cogin, /api/v1/auth/login",
        "/api/v1/categories/%D0%BA, /api/v1/categories/%D0%BA",
        "http://other.example/api/v1/cart, /api/v1/cart",
        "HTTPS://other.example, /",
        "/api/v1/products?q=a/../b;c%2e, /api/v1/products?q=a/../b;c%2e",
        "/api/v1/products?, /api/v1/products?",
        "/api/v1/products/.hidden, /api/v1/products/.hidden",
    })
    void hasOneSpellingForEachAddress(String given, String expected) {
        assertThat(RoutePath.parse(given).target()).isEqualTo(expected);
    }

    @Test
    void escapesBytesBeyondAsciiInTheQuery() {
        assertThat(RoutePath.parse("/api/v1/products?q=\u00d0\u00ba").target()).isEqualTo("/api/v1/products?q=%D0%BA");
    }

    /** Browsers send some of these bare: a search for {@code a|b} is one. */
    @Test
    void escapesWhatNoUriMayHaveInTheQuery() {
        assertThat(RoutePath.parse("/a?q=\"<>\\^`{|}").target()).isEqualTo("/a?q=%22%3C%3E%5C%5E%60%7B%7C%7D");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/%2e%2e/internal",
                "/api/v1/../internal",
                "/api/v1/./products",
                "/api/v1/products/..",
                "/api/v1/products/.",
                "/api/v1//products",
                "//api/v1/products",
                "/api/v1/products//",
                "/api/v1/products;x=1",
                "/api/v1/products;",
                "/api/v1/..;/internal",
                "/api/v1/products%3bx",
                "/api/v1/products%2f1",
                "/api/v1/products%5c1",
                "/api/v1\\products",
                "/api/v1/%252e%252e/internal",
                "/api/v1/products%00",
                "/api/v1/products%0d%0aX: y",
                "/api/v1/%2E/internal",
            })
    void refusesWhatTwoParsersCouldReadInTwoWays(String path) {
        assertThatThrownBy(() -> RoutePath.parse(path))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.kind().status()).isEqualTo(404));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "products",
                "/a%",
                "/a%4",
                "/a%zz",
                "/a b",
                "/a#b",
                "/a\"",
                "/a<",
                "/a>",
                "/a^",
                "/a`",
                "/orders/{id}",
                "/a|b",
                "/a[1]",
                "/a?b#c",
                "/a?q=%",
                "/a?q=%4",
                "/a?%zz=1",
                "/a?q=50%&r=1",
                "/\u00e9",
                "ftp://x/y",
                "http://a?x=/api/v1/cart",
                "http://a#/api/v1/cart",
                "http://b@a/api/v1/cart",
                "http://a\\b/"
            })
    void refusesWhatIsNoRequestTarget(String uri) {
        assertThatThrownBy(() -> RoutePath.parse(uri))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.kind().status()).isEqualTo(400));
    }
}
