package io.dbguard.internal.diff;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.Table;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.spi.database.RowSource;
import io.dbguard.spi.database.Snapshot;
import java.util.Optional;

/**
 * The database as it is now.
 *
 * @param snapshot sees it, all the time at the same moment
 * @param scope what is looked at
 */
public record LiveSide(Snapshot snapshot, Scope scope) implements Side {

    @Override
    public Optional<BackupId> backup() {
        return Optional.empty();
    }

    @Override
    public String provider() {
        return snapshot.database().provider();
    }

    @Override
    public Schema schema() {
        return snapshot.schema();
    }

    @Override
    public Content content(Table table) {
        FingerprintSum sum = FingerprintSum.of(snapshot, table);
        return new Content(sum.rows(), sum.fingerprint());
    }

    @Override
    public RowSource rows(Table table) {
        return sink -> snapshot.readRows(table, sink);
    }
}
