package io.dbguard.postgres.internal.wal;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which transactions a snapshot sees the end of. A subtransaction counts with the transaction that it is part of, which the
 * server's text does not say; so whoever asks about one has to ask about the other too.
 *
 * @param beyond no transaction from here on is seen
 * @param running those before that had not ended
 */
record SeenTransactions(long beyond, Set<Long> running) {
    SeenTransactions {
        running = Set.copyOf(running);
    }

    /** Reads what {@code pg_current_snapshot()} says. */
    static SeenTransactions of(String snapshot) {
        String[] parts = snapshot.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("Not a snapshot: " + snapshot);
        }
        return new SeenTransactions(
                Long.parseLong(parts[1]),
                Arrays.stream(parts[2].split(","))
                        .filter(id -> !id.isEmpty())
                        .map(Long::valueOf)
                        .collect(Collectors.toSet()));
    }

    boolean sees(long id) {
        return id < beyond && !running.contains(id);
    }

    /** Returns whether everything that another snapshot sees is seen. */
    boolean seesAllThat(SeenTransactions other) {
        return other.beyond <= beyond && running.stream().noneMatch(other::sees);
    }

    /** Returns whether no transaction is seen whose id is this or a later one. */
    boolean seesNoneFrom(long id) {
        return beyond - id <= running.stream().filter(one -> one >= id).count();
    }

    /** Returns the number of the transaction whose last 32 bits the server shows; it is not far from those that are seen. */
    long whole(long shown) {
        return beyond - ((int) beyond - (int) shown);
    }
}
