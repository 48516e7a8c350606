package io.dbguard.postgres.internal.wal;

import io.dbguard.api.DatabaseException;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.spi.database.TablePiece;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was written between two snapshots, as the server's summaries of the WAL have it (since PostgreSQL 17). See
 * docs/decisions/0015-wal-summaries.md.
 */
public final class Writes {
    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);

    private final PgSession session;
    private final String era;
    private final String snapshot;

    /**
     * Creates an account.
     *
     * @param session has the later snapshot, and has locked the tables
     * @param era as long as it is the same, ids of transactions mean the same
     * @param snapshot what {@code pg_current_snapshot()} says
     */
    public Writes(PgSession session, String era, String snapshot) {
        this.session = session;
        this.era = era;
        this.snapshot = snapshot;
    }

    /**
     * Returns a mark from which a later snapshot can tell what was written since this one.
     *
     * @param before that of an earlier snapshot
     * @param latest a moment before this snapshot was taken
     */
    public Optional<String> mark(Optional<String> before, Optional<WalMoment> latest) {
        return WalMark.of(snapshot, era, before.flatMap(WalMark::parse), latest).map(WalMark::text);
    }

    /**
     * Returns the pieces that nobody whom this snapshot sees has written to since an earlier one; none if that cannot be known.
     *
     * @param pieces which
     * @param mark that of the earlier snapshot
     */
    public Set<TablePiece> untouched(List<TablePiece> pieces, String mark) {
        SeenTransactions seen = SeenTransactions.of(snapshot);
        Optional<Long> from = WalMark.parse(mark)
                .filter(earlier -> earlier.isBefore(era, seen))
                .flatMap(WalMark::safe);
        if (from.isEmpty()) {
            LOG.debug("No place in the WAL is known from which to look for writes, so the tables are asked");
            return Set.of();
        }
        session.execute("look for writes", "SAVEPOINT writes");
        try {
            Set<TablePiece> untouched = untouched(pieces, from.get(), seen);
            session.execute("look for writes", "RELEASE SAVEPOINT writes");
            return untouched;
        } catch (DatabaseException e) {
            LOG.debug("What was written cannot be known, so the tables are asked: {}", e.getMessage());
            session.execute("look for writes", "ROLLBACK TO SAVEPOINT writes");
            return Set.of();
        }
    }

    private Set<TablePiece> untouched(List<TablePiece> pieces, long from, SeenTransactions seen) {
        WalEnd end = WalEnd.ask(session);
        Optional<WalSummaries> summaries = WalSummaries.covering(end.timeline(), from, end.of(seen), session);
        if (summaries.isEmpty()) {
            long bytes = pieces.stream().mapToLong(TablePiece::bytes).sum();
            summaries = Checkpoint.isWorthIt(bytes, session)
                    ? Checkpoint.thenCovering(end.timeline(), from, end.position(), session)
                    : Optional.empty();
        }
        if (summaries.isEmpty()) {
            LOG.debug("No summaries of the WAL cover all that was written, so the tables are asked");
            return Set.of();
        }
        Set<TablePiece> untouched = new WrittenBlocks(session).without(pieces, summaries.get());
        LOG.debug(
                "{} summaries of the WAL say that nobody has written to {} of {} pieces",
                summaries.get().ranges().size(),
                untouched.size(),
                pieces.size());
        return untouched;
    }
}
