package io.dbguard;

import io.dbguard.api.RequestException;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.write.WriteRules;
import io.dbguard.internal.backup.BackupOrder;
import io.dbguard.internal.event.Happenings;
import io.dbguard.internal.schedule.AfterWriteBackups;
import io.dbguard.internal.sql.Dialect;
import io.dbguard.internal.watch.Danger;
import io.dbguard.internal.watch.Gate;
import io.dbguard.internal.watch.Permits;
import io.dbguard.internal.watch.RefusedStatements;
import io.dbguard.internal.watch.StatementReader;
import io.dbguard.internal.watch.Watched;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** What a guard has to do with the statements of the application. Thread-safe. */
final class Writes implements AutoCloseable {
    private final Session session;
    private final AfterWriteBackups afterWrite;
    private final Permits permits = new Permits();
    private final RefusedStatements refusals;

    Writes(Session session, AfterWriteBackups afterWrite) {
        this.session = session;
        this.afterWrite = afterWrite;
        this.refusals = new RefusedStatements(session.events());
    }

    @Override
    public void close() {
        refusals.close();
    }

    DataSource wrap(DataSource dataSource, WriteRules rules) {
        var gate = new Gate(rules, permits, session.events(), refusals, this::backUp);
        return Watched.dataSource(dataSource, gate, afterWrite::written);
    }

    private void backUp(String label) {
        session.take(BackupOrder.everything(label, BackupReason.MANUAL, session.leaveOutUnsupported())
                .onlyIfChanged());
    }

    <T, E extends Exception> T allow(String statement, String reason, AllowedWork<T, E> work) throws E {
        List<Danger> dangers = new StatementReader(Dialect.POSTGRESQL).dangers(statement);
        if (dangers.isEmpty()) {
            throw new RequestException(
                    "What was to be allowed is nothing that would be refused",
                    "nothing was done",
                    "name one statement such as TRUNCATE sessions, DROP TABLE old, DELETE FROM queue or UPDATE users");
        }
        tell(dangers, reason);
        return permits.during(dangers, reason, work::run);
    }

    private void tell(List<Danger> dangers, String reason) {
        String words = String.join("; ", dangers.stream().map(Danger::words).toList());
        session.events()
                .tellFirst(Happenings.of(
                        EventKind.APPROVAL,
                        "",
                        words,
                        "allowed the application for a while: " + words,
                        Map.of("reason", reason)));
    }
}
