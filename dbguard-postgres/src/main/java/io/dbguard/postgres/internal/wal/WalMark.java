package io.dbguard.postgres.internal.wal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * From where on in the WAL one has to look for what a snapshot does not see. A place counts only once everybody who ran at that
 * moment had ended before the snapshot: who commits later may have written before it. Until that is so for one place, an older
 * one counts.
 *
 * @param seen the snapshot, as the server says it
 * @param safe where to start, if there is such a place
 * @param pending a later place that will do once all who ran have ended
 * @param era a text without blanks; as long as it is the same, ids mean the same
 */
record WalMark(String seen, Optional<Long> safe, Optional<WalMoment> pending, String era) {
    private static final Pattern TEXT =
            Pattern.compile("1 (-|#) (-|#:(?:#(?:,#)*)?) (#:#:(?:#(?:,#)*)?) (\\S+)".replace("#", "\\d{1,18}"));

    /** Reads a mark; empty if this is none that anybody understands. */
    static Optional<WalMark> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String era = parts.group(4);
        return Optional.of(new WalMark(
                parts.group(3),
                given(parts.group(1)).map(Long::valueOf),
                given(parts.group(2)).map(moment -> moment(moment.split(":", -1), era)),
                era));
    }

    private static Optional<String> given(String part) {
        return part.equals("-") ? Optional.empty() : Optional.of(part);
    }

    private static WalMoment moment(String[] parts, String era) {
        List<Long> running = Arrays.stream(parts[1].split(","))
                .filter(id -> !id.isEmpty())
                .map(Long::valueOf)
                .toList();
        return new WalMoment(era, Long.parseLong(parts[0]), running);
    }

    String text() {
        return String.join(
                " ",
                "1",
                safe.map(String::valueOf).orElse("-"),
                pending.map(WalMark::text).orElse("-"),
                seen,
                era);
    }

    private static String text(WalMoment moment) {
        return moment.position() + ":"
                + moment.running().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /**
     * Returns the mark of a snapshot; empty if there is no place to start from, now or later.
     *
     * @param before that of an earlier one
     * @param latest a moment before the snapshot was taken
     */
    static Optional<WalMark> of(String snapshot, String era, Optional<WalMark> before, Optional<WalMoment> latest) {
        SeenTransactions seen = SeenTransactions.of(snapshot);
        Optional<WalMoment> own = latest.filter(moment -> moment.era().equals(era));
        Optional<WalMark> earlier = before.filter(mark -> mark.isBefore(era, seen));
        Optional<Long> safe = own.filter(moment -> moment.isOver(seen))
                .or(() -> earlier.flatMap(WalMark::pending).filter(moment -> moment.isOver(seen)))
                .map(WalMoment::position)
                .or(() -> earlier.flatMap(WalMark::safe));
        Optional<WalMoment> pending = own.filter(moment -> !moment.isOver(seen));
        return safe.isEmpty() && pending.isEmpty()
                ? Optional.empty()
                : Optional.of(new WalMark(snapshot, safe, pending, era));
    }

    /** Returns whether another snapshot sees all that this mark's does, and ids mean the same. */
    boolean isBefore(String otherEra, SeenTransactions other) {
        return era.equals(otherEra) && other.seesAllThat(SeenTransactions.of(seen));
    }
}
