package io.dbguard.internal.restore;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.select.TableNames;
import io.dbguard.spi.database.DatabaseView;
import io.dbguard.spi.database.RowSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A backup as a restore sees it: the chosen tables and their rows. */
final class RestoreSource {
    private final Repository repository;
    private final Manifest manifest;
    private final Set<TableName> chosen;

    RestoreSource(Repository repository, RestoreOrder order) {
        this.repository = repository;
        this.manifest = repository.manifests().read(order.backup());
        List<TableName> tables = manifest.tables().stream()
                .map(content -> content.table().name())
                .toList();
        this.chosen = order.tables().isEmpty()
                ? Set.copyOf(tables)
                : TableNames.find(order.tables(), tables, "the backup " + order.backup());
    }

    Manifest manifest() {
        return manifest;
    }

    boolean isChosen(TableName table) {
        return chosen.contains(table);
    }

    RowSource rows(TableContent content) {
        return repository.blobs().rows(content);
    }

    Plan planAgainst(DatabaseView database) {
        return new RestorePlanner(manifest, chosen, database.schema(), database.sequences()).plan();
    }

    /** Finds out whether all blobs are there before anything is done; their content is checked when they are read. */
    void checkBlobs() {
        List<String> missing = manifest.tables().stream()
                .filter(content -> isChosen(content.table().name()))
                .filter(content -> !content.chunks().stream().allMatch(repository.blobs()::isThere))
                .map(content -> content.table().name().toString())
                .collect(Collectors.toList());
        if (!missing.isEmpty()) {
            throw new RepositoryException(
                    "The backup " + manifest.header().id() + " lacks rows of " + String.join(", ", missing)
                            + ": a blob is missing or has another size",
                    "the database was not changed",
                    "run 'dbguard verify' to see which files, and choose another backup or other tables");
        }
    }
}
