package io.dbguard.postgres.internal.snapshot;

import io.dbguard.api.DatabaseException;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.wal.WalMoment;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be asked before a snapshot is taken: afterwards nobody could say which of those who had ended by then are seen.
 * That is why it also asks for the era, which must be the one of the snapshot: another connection may lead to another server.
 */
final class Beforehand {
    private static final Logger LOG = LoggerFactory.getLogger(Beforehand.class);

    private static final int FIRST_WITH_SUMMARIES = 17;

    private Optional<WalMoment> moment = Optional.empty();

    /** Asks, in a transaction that is not used for anything else. */
    void ask(PgSession session) {
        moment = Optional.empty();
        try {
            if (session.majorVersion() >= FIRST_WITH_SUMMARIES && WalMoment.isKept(session)) {
                moment = TransactionState.read(session)
                        .map(now -> WalMoment.now(session, now.eraDigest(), now.snapshot()));
            }
        } catch (DatabaseException e) {
            LOG.debug("The place in the WAL cannot be known: {}", e.getMessage());
        }
    }

    /** Returns what was last asked. */
    Optional<WalMoment> moment() {
        return moment;
    }
}
