package io.dbguard.internal.aftermath;

import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.migration.Aftermath;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.TableEffect;
import io.dbguard.api.migration.TableEffect.Content;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.Target;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.select.ScopedSchema;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Snapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a database and holds it against a backup: how many rows each table has, whether they are the same, which sequences were
 * set back, and the schema.
 */
public final class AftermathJob {
    private final Target target;
    private final Manifest before;
    private final Announced announced;

    /**
     * Creates a job.
     *
     * @param target the database
     * @param before the backup
     * @param assessment of the migrations that ran since
     */
    public AftermathJob(Target target, Manifest before, Assessment assessment) {
        this(target, before, Announced.in(assessment));
    }

    /**
     * Creates a job.
     *
     * @param target the database
     * @param before the backup
     * @param expected tables that were to change
     */
    public AftermathJob(Target target, Manifest before, Collection<String> expected) {
        this(target, before, Announced.in(expected));
    }

    private AftermathJob(Target target, Manifest before, Announced announced) {
        this.target = target;
        this.before = before;
        this.announced = announced;
    }

    /** Compares; changes nothing. */
    public Aftermath run() {
        target.checkFits(before);
        var scope = before.header().scope();
        var options = new AccessOptions(table -> ScopedSchema.mayHold(scope, table), target.lockWait());
        try (Snapshot snapshot = target.provider().openSnapshot(target.dataSource(), options)) {
            var schema = ScopedSchema.of(scope, snapshot.schema());
            Map<TableName, Table> present =
                    schema.tables().stream().collect(Collectors.toMap(Table::name, table -> table));
            List<TableEffect> effects = before.tables().stream()
                    .map(content -> effect(
                            content, snapshot, present.get(content.table().name())))
                    .toList();
            return new Aftermath(
                    before.header().id(),
                    effects,
                    new SequencesSetBack(before.schema(), announced).between(before.sequences(), snapshot.sequences()),
                    SchemaDiff.between(before.schema().objects(), schema.objects()));
        }
    }

    private TableEffect effect(TableContent content, Snapshot snapshot, @Nullable Table now) {
        TableName name = content.table().name();
        boolean expected = announced.names(name);
        if (now == null) {
            return new TableEffect(name, content.rows(), -1, Content.GONE, expected);
        }
        FingerprintSum sum = FingerprintSum.of(snapshot, now);
        return new TableEffect(name, content.rows(), sum.rows(), content(content, now, sum), expected);
    }

    private static Content content(TableContent before, Table now, FingerprintSum sum) {
        if (!now.columns().equals(before.table().columns())) {
            return Content.OTHER_COLUMNS;
        }
        return sum.isOf(before) ? Content.SAME : Content.CHANGED;
    }
}
