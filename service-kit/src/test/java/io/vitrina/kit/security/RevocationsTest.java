package io.vitrina.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RevocationsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final long SECOND = NOW.getEpochSecond();

    private final Revocations revocations = new Revocations(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void endedSessionIsRefusedAndNoOther() {
        revocations.endSession("a", NOW.plusSeconds(600));
        assertThat(revocations.refuses(1, "a", SECOND)).isTrue();
        assertThat(revocations.refuses(1, "b", SECOND)).isFalse();
        assertThat(revocations.refuses(1, null, SECOND)).isFalse();
    }

    @Test
    void tokensOfAUserAreRefusedWhenIssuedBefore() {
        revocations.endTokensOf(1, NOW, NOW.plusSeconds(600));
        assertThat(revocations.refuses(1, "a", SECOND - 1)).isTrue();
        assertThat(revocations.refuses(1, "a", SECOND)).isFalse();
        assertThat(revocations.refuses(2, "a", SECOND - 1)).isFalse();
    }

    @Test
    void olderEntryArrivingLateDoesNotReopen() {
        revocations.endTokensOf(1, NOW, NOW.plusSeconds(600));
        revocations.endTokensOf(1, NOW.minusSeconds(60), NOW.plusSeconds(540));
        assertThat(revocations.refuses(1, "a", SECOND - 1)).isTrue();
    }

    @Test
    void sweepDropsOnlyWhatNoTokenCanMeet() {
        revocations.endSession("gone", NOW.minusSeconds(1));
        revocations.endSession("living", NOW.plusSeconds(1));
        revocations.endTokensOf(1, NOW.minusSeconds(900), NOW.minusSeconds(1));
        revocations.sweep();
        assertThat(revocations.size()).isEqualTo(1);
        assertThat(revocations.refuses(1, "living", SECOND)).isTrue();
    }

    @Test
    void neverGrowsPastItsBound() {
        for (int i = 0; i < Revocations.MAX_ENTRIES + 10; i++) {
            revocations.endSession("s" + i, NOW.plusSeconds(600));
        }
        assertThat(revocations.size()).isEqualTo(Revocations.MAX_ENTRIES);
    }
}
