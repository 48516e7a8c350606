package io.dbguard.internal.verify;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.Comparison;
import io.dbguard.api.report.TableDifference;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.Target;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.compare.RowDiff;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.select.ScopedSchema;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds a backup against a live database: which tables differ, and by how many rows. Changes nothing. */
public final class CompareJob {
    private final Target target;
    private final Repository repository;
    private final Manifest manifest;

    /**
     * Creates a job.
     *
     * @param target the database
     * @param repository where the backup is
     * @param id which backup
     */
    public CompareJob(Target target, Repository repository, BackupId id) {
        this.target = target;
        this.repository = repository;
        this.manifest = repository.manifests().read(id);
    }

    /** Compares. */
    public Comparison run() {
        target.checkFits(manifest);
        var scope = manifest.header().scope();
        var options = new AccessOptions(table -> ScopedSchema.mayHold(scope, table), target.lockWait());
        try (Snapshot snapshot = target.provider().openSnapshot(target.dataSource(), options)) {
            Map<TableName, Table> present = new HashMap<>();
            snapshot.schema().tables().stream()
                    .filter(table -> ScopedSchema.mayHold(scope, table.name()))
                    .forEach(table -> present.put(table.name(), table));
            List<TableDifference> differences = new ArrayList<>();
            List<TableName> missing = new ArrayList<>();
            for (TableContent content : manifest.tables()) {
                Table now = present.remove(content.table().name());
                if (now == null || !now.columns().equals(content.table().columns())) {
                    missing.add(content.table().name());
                } else {
                    differences.add(difference(snapshot, content));
                }
            }
            List<TableName> extra = present.keySet().stream().sorted().toList();
            return new Comparison(manifest.header().id(), differences, missing, scope.everything() ? extra : List.of());
        }
    }

    private TableDifference difference(Snapshot snapshot, TableContent content) {
        var sum = new FingerprintSum();
        snapshot.readRows(content.table(), sum);
        if (sum.rows() == content.rows() && sum.fingerprint().equals(content.fingerprint())) {
            return new TableDifference(content.table().name(), 0, 0, 0);
        }
        return RowDiff.between(
                content, repository.blobs().rows(content), sink -> snapshot.readRows(content.table(), sink));
    }
}
