package io.dbguard.internal.diff;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.repository.Repository;
import io.dbguard.spi.database.RowSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** A backup. Of tables that are the same its manifest tells it, without a look at the rows. */
public final class BackupSide implements Side {
    private final Repository repository;
    private final Manifest manifest;
    private final Map<TableName, TableContent> contents;

    /**
     * Opens a backup.
     *
     * @param repository where it is
     * @param id which
     */
    public BackupSide(Repository repository, BackupId id) {
        this.repository = repository;
        this.manifest = repository.manifests().read(id);
        this.contents = manifest.tables().stream()
                .collect(Collectors.toMap(content -> content.table().name(), content -> content));
    }

    /** Returns all that is said of the backup. */
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Optional<BackupId> backup() {
        return Optional.of(manifest.header().id());
    }

    @Override
    public String provider() {
        return manifest.header().database().provider();
    }

    @Override
    public Scope scope() {
        return manifest.header().scope();
    }

    @Override
    public Schema schema() {
        return manifest.schema();
    }

    @Override
    public Content content(Table table) {
        TableContent content = of(table);
        return new Content(content.rows(), content.fingerprint());
    }

    @Override
    public RowSource rows(Table table) {
        return repository.blobs().rows(of(table));
    }

    private TableContent of(Table table) {
        return Objects.requireNonNull(contents.get(table.name()));
    }
}
