package io.dbguard.postgres.internal.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.postgres.internal.wal.WalSummaries.Range;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WalMarkTest {
    private static WalMark mark(String snapshot, Optional<WalMark> before, long position, Long... running) {
        return WalMark.of(snapshot, "era", before, Optional.of(new WalMoment("era", position, List.of(running))))
                .orElseThrow();
    }

    @Test
    void aPlaceCountsWhenAllWhoRanHaveEnded() {
        WalMark first = mark("10:10:", Optional.empty(), 1000, 7L, 9L);
        assertThat(first.safe()).contains(1000L);
        WalMark second = mark("11:15:11", Optional.of(first), 2000, 11L, 14L);
        assertThat(second.safe()).as("11 may have written before").contains(1000L);
        WalMark stillOpen = mark("11:20:11", Optional.of(second), 3000, 11L);
        assertThat(stillOpen.safe()).contains(1000L);
        WalMark other = mark("15:20:15", Optional.of(second), 3000, 15L);
        assertThat(other.safe()).as("now 11 has ended, and 15 came later").contains(2000L);
    }

    @Test
    void whoIsNotYetSeenHasNotEnded() {
        WalMark mark = mark("813:813:", Optional.empty(), 1000, 813L);
        assertThat(mark.safe()).isEmpty();
        assertThat(mark.pending()).isPresent();
        assertThat(mark("814:814:", Optional.of(mark), 2000, 814L).safe()).contains(1000L);
    }

    @Test
    void anEarlierMarkOfAnotherTimeOrAnotherEraIsWorthless() {
        WalMark later = mark("20:20:", Optional.empty(), 1000);
        assertThat(mark("19:21:19", Optional.of(later), 2000, 19L).safe())
                .as("19 was seen to have ended")
                .isEmpty();
        assertThat(WalMark.of("30:30:", "another", Optional.of(later), Optional.empty()))
                .isEmpty();
        assertThat(WalMark.of("30:30:", "era", Optional.empty(), Optional.of(new WalMoment("another", 1, List.of()))))
                .isEmpty();
    }

    @Test
    void aMarkSurvivesBeingWritten() {
        WalMark safe = mark("10:10:", Optional.empty(), 1000, 7L, 9L);
        WalMark both = mark("11:15:11,13", Optional.of(safe), 2000, 11L, 14L);
        WalMark pending = mark("11:15:11,13", Optional.empty(), 2000, 11L);
        assertThat(List.of(safe, both, pending))
                .allSatisfy(mark -> assertThat(WalMark.parse(mark.text())).contains(mark));
        assertThat(WalMark.parse("1 1000 - 10:10: era")).contains(safe);
    }

    @Test
    void whatIsNoMarkIsNone() {
        assertThat(List.of("", "2 1000 - 10:10: era", "1 x - 10:10: era", "1 1000 - 10:10 era", "1 1000 - 1:1:"))
                .allSatisfy(text -> assertThat(WalMark.parse(text)).isEmpty());
        assertThat(WalMark.parse("1 1000 - 10:10:99999999999999999999 era")).isEmpty();
    }

    @Test
    void afterACheckpointOnlyThoseCountWhoWereNotDone() {
        var end = new WalEnd(1, 5000, 4000, 100);
        assertThat(end.of(SeenTransactions.of("100:100:"))).isEqualTo(4000);
        assertThat(end.of(SeenTransactions.of("100:102:100,101"))).isEqualTo(4000);
        assertThat(end.of(SeenTransactions.of("100:102:100"))).isEqualTo(5000);
        assertThat(end.of(SeenTransactions.of("102:102:"))).isEqualTo(5000);
        assertThat(new WalEnd(1, 5000, 4000, 0).of(SeenTransactions.of("100:100:")))
                .isEqualTo(5000);
    }

    @Test
    void idsAreShownWithTheirLast32Bits() {
        SeenTransactions seen = SeenTransactions.of((1L << 32) + 10 + ":" + ((1L << 32) + 10) + ":");
        assertThat(seen.whole(5)).isEqualTo((1L << 32) + 5);
        assertThat(seen.whole(12)).isEqualTo((1L << 32) + 12);
        assertThat(seen.whole(0xFFFF_FFF0L)).isEqualTo(0xFFFF_FFF0L);
    }

    @Test
    void aGapIsNoCover() {
        var ranges = List.of(new Range(10, 20), new Range(15, 30), new Range(30, 40));
        assertThat(WalSummaries.cover(ranges, 10, 40)).isTrue();
        assertThat(WalSummaries.cover(ranges, 25, 35)).isTrue();
        assertThat(WalSummaries.cover(ranges, 9, 40)).isFalse();
        assertThat(WalSummaries.cover(ranges, 10, 41)).isFalse();
        assertThat(WalSummaries.cover(List.of(new Range(10, 20), new Range(21, 40)), 10, 40))
                .isFalse();
        assertThat(WalSummaries.cover(List.of(), 10, 10)).isTrue();
        assertThat(WalSummaries.cover(List.of(), 10, 11)).isFalse();
    }
}
