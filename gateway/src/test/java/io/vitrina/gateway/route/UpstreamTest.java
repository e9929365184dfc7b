package io.vitrina.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.gateway.config.ServiceName;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpstreamTest {

    private static Upstream of(String... uris) {
        return new Upstream(
                ServiceName.CATALOG, List.of(uris).stream().map(URI::create).toList());
    }

    @Test
    void sharesCallsEvenly() {
        Upstream upstream = of("http://a:1", "http://b:2", "http://c:3");
        Map<String, Integer> chosen = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            chosen.merge(upstream.choose(null).host(), 1, Integer::sum);
        }
        assertThat(chosen).containsOnly(Map.entry("a", 10), Map.entry("b", 10), Map.entry("c", 10));
    }

    @Test
    void prefersTheLessBusyAddress() {
        Upstream upstream = of("http://a:1", "http://b:2");
        Upstream.Address busy = upstream.choose(null);
        busy.begin();
        for (int i = 0; i < 5; i++) {
            assertThat(upstream.choose(null)).isNotSameAs(busy);
        }
    }

    @Test
    void leavesOutWhatRefusedConnectionsUntilItAnswersAgain() {
        Upstream upstream = of("http://a:1", "http://b:2");
        Upstream.Address down = upstream.choose(null);
        down.unreachable();
        for (int i = 0; i < 5; i++) {
            assertThat(upstream.choose(null)).isNotSameAs(down);
        }
        down.reached();
        assertThat(List.of(upstream.choose(null), upstream.choose(null))).contains(down);
    }

    @Test
    void leavesOutWhatTakesCallsAndNeverAnswers() {
        Upstream upstream = of("http://a:1", "http://b:2");
        Upstream.Address hung = upstream.choose(null);
        hung.silent();
        hung.silent();
        assertThat(List.of(upstream.choose(null), upstream.choose(null))).contains(hung);
        hung.silent();
        hung.reached();
        for (int i = 0; i < 5; i++) {
            assertThat(upstream.choose(null)).isNotSameAs(hung);
        }
        hung.answered();
        assertThat(List.of(upstream.choose(null), upstream.choose(null))).contains(hung);
    }

    @Test
    void forgivesASilenceThatAnAnswerFollows() {
        Upstream upstream = of("http://a:1", "http://b:2");
        Upstream.Address slow = upstream.choose(null);
        for (int i = 0; i < 10; i++) {
            slow.silent();
            slow.answered();
        }
        assertThat(List.of(upstream.choose(null), upstream.choose(null))).contains(slow);
    }

    @Test
    void goesElsewhereWhileAnAddressSaysGoodbyeEvenIfItStillTakesConnections() {
        Upstream upstream = of("http://a:1", "http://b:2");
        Upstream.Address leaving = upstream.choose(null);
        leaving.leaving();
        leaving.reached();
        for (int i = 0; i < 5; i++) {
            assertThat(upstream.choose(null)).isNotSameAs(leaving);
        }
        assertThat(of("http://a:1").choose(null)).isNotNull();
    }

    @Test
    void triesEveryAddressWhenAllAreOut() {
        Upstream upstream = of("http://a:1", "http://b:2");
        Upstream.Address first = upstream.choose(null);
        first.unreachable();
        upstream.choose(first).unreachable();
        assertThat(upstream.choose(null)).isNotNull();
    }

    @Test
    void isAsManyAddressesAsThereAreMachinesBehindAName() {
        Upstream upstream = of("http://catalog:8002");
        upstream.refresh(name -> List.of("10.0.0.1", "10.0.0.2"));
        Upstream.Address first = upstream.choose(null);
        assertThat(List.of(first.host(), upstream.choose(null).host()))
                .containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
        first.begin();
        upstream.refresh(name -> List.of("10.0.0.2", "10.0.0.1", "10.0.0.3"));
        assertThat(upstream.size()).isEqualTo(3);
        assertThat(upstream.inFlight())
                .as("what is known of a machine stays known")
                .isEqualTo(1);
    }

    @Test
    void keepsTheMachinesItKnowsWhileTheirNameCanNotBeLookedUp() {
        Upstream upstream = of("http://catalog:8002");
        Upstream.Resolver unknown = name -> {
            throw new UnknownHostException(name);
        };
        upstream.refresh(unknown);
        assertThat(upstream.choose(null).host()).as("never heard of").isEqualTo("catalog");
        upstream.refresh(name -> List.of("10.0.0.1", "10.0.0.2"));
        upstream.choose(null).begin();
        upstream.refresh(unknown);
        upstream.refresh(unknown);
        assertThat(List.of(upstream.choose(null).host(), upstream.choose(null).host()))
                .allMatch(host -> host.startsWith("10.0.0."));
        assertThat(upstream.size()).isEqualTo(2);
        assertThat(upstream.inFlight()).isEqualTo(1);
        upstream.refresh(name -> List.of("10.0.0.3"));
        assertThat(upstream.choose(null).host()).as("one is who the name says").isEqualTo("catalog");
    }

    @Test
    void refusesAddressesItCanNotSpeakTo() {
        assertThatThrownBy(() -> of("ftp://a")).isInstanceOf(IllegalArgumentException.class);
        assertThat(of("https://a").choose(null).port()).isEqualTo(443);
        assertThat(of("https://a").choose(null).tls()).isTrue();
    }
}
