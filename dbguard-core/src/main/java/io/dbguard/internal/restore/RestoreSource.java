package io.dbguard.internal.restore;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Part;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.merge.MergeInput;
import io.dbguard.internal.merge.Reach;
import io.dbguard.internal.repository.DamagedBlobException;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.select.TableChoice;
import io.dbguard.spi.database.DatabaseView;
import io.dbguard.spi.database.RowSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A backup as a restore sees it: what was ordered of it, and its rows. */
final class RestoreSource {
    private static final Set<Part> ALL_PARTS = Set.of(Part.values());

    private final Repository repository;
    private final RestoreOrder order;
    private final Manifest manifest;
    private final Schema whole;
    private final Set<TableName> all;
    private final Optional<Set<TableName>> chosen;
    private final Set<TableName> reached;

    /**
     * Reads the backup.
     *
     * @param repository where it is
     * @param order what of it
     * @param groups those that the application knows
     */
    RestoreSource(Repository repository, RestoreOrder order, Map<String, List<String>> groups) {
        this.repository = repository;
        this.order = order;
        List<String> schemas = new ArrayList<>(order.content().schemas());
        schemas.addAll(order.names().schemas().keySet());
        Manifest backup = repository.manifests().read(order.backup());
        Manifest everything = OrderedContent.of(backup, schemas, order.content().without(), ALL_PARTS);
        this.whole = everything.schema();
        this.manifest = OrderedContent.of(
                everything, List.of(), Set.of(), order.content().parts());
        // Which tables there are, and what is a partition of what, is known only where all parts are.
        this.all = TableChoice.all(whole);
        List<String> tables = new ArrayList<>(order.content().tables());
        order.content().groups().forEach(group -> tables.addAll(Groups.find(group, groups, backup)));
        this.chosen = tables.isEmpty()
                ? Optional.empty()
                : Optional.of(TableChoice.find(tables, whole, "the backup " + order.backup()));
        this.reached = Reach.of(manifest, whole, chosen.orElse(all), order.rows());
    }

    Manifest manifest() {
        return manifest;
    }

    /** Without a choice, all tables of the backup are meant, but none that only the database has. */
    private boolean isReached(TableName table) {
        return reached.contains(table);
    }

    /** A schema that is restored under another name leaves the one of its own name alone. */
    boolean isTouched(TableName table) {
        return isReached(table) && !order.names().schemas().containsKey(table.schema());
    }

    RowSource rows(TableContent content) {
        return repository.blobs().rows(content);
    }

    /** Returns the rows of a table in parts that several connections can load at once. */
    List<RowSource> parts(TableContent content) {
        return RowParts.of(content.chunks()).stream()
                .map(chunks -> repository.blobs().rows(chunks))
                .toList();
    }

    Plan planAgainst(DatabaseView database) {
        return order.rows().merges()
                ? new MergePlanner(manifest, reached, database.schema(), database.sequences()).plan()
                : new RestorePlanner(manifest, chosen, touched(database.schema()), database.sequences()).plan();
    }

    /** Returns what it takes to bring rows back into tables that keep what they have. */
    MergeInput mergeInput(Plan plan) {
        return mergeInput(plan, chosen.orElse(all));
    }

    /** Returns the same for some tables only. */
    MergeInput mergeInput(Plan plan, Set<TableName> tables) {
        Map<TableName, String> conditions = new HashMap<>();
        order.rows()
                .conditions()
                .forEach((table, condition) -> tablesCalled(table).forEach(name -> conditions.put(name, condition)));
        Set<ObjectId> created = plan.create().stream().map(SchemaObject::id).collect(Collectors.toSet());
        return new MergeInput(manifest, this::rows, tables, created, conditions, order.rows());
    }

    private Set<TableName> tablesCalled(String name) {
        Set<TableName> tables = TableChoice.find(List.of(name), whole, "the backup " + order.backup());
        if (!chosen.orElse(all).containsAll(tables)) {
            throw new RequestException(
                    "There is a condition on the rows of " + name + ", which is not among the tables to restore",
                    "nothing was changed",
                    "choose that table too");
        }
        return tables;
    }

    private Schema touched(Schema present) {
        if (order.names().schemas().isEmpty()) {
            return present;
        }
        return new Schema(
                present.objects().stream().filter(o -> !isAside(o.id())).toList(),
                present.tables().stream().filter(t -> !isAside(t.object())).toList(),
                present.unsupported());
    }

    private boolean isAside(ObjectId id) {
        String schema = id.kind().equals(ObjectKinds.SCHEMA) ? id.name() : id.schema();
        return order.names().schemas().containsKey(schema);
    }

    /** Finds out whether all blobs are there before anything is done; their content is checked when they are read. */
    void checkBlobs() {
        List<String> missing = manifest.tables().stream()
                .filter(content -> isReached(content.table().name()))
                .filter(content -> !content.chunks().stream().allMatch(this::isThere))
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

    /** What the first place lacks, a copy may have. */
    private boolean isThere(Chunk chunk) {
        if (repository.blobs().isThere(chunk)) {
            return true;
        }
        try {
            repository.blobs().get(chunk);
            return true;
        } catch (DamagedBlobException e) {
            return false;
        }
    }
}
