package io.dbguard.internal.history;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.RowHistory;
import io.dbguard.api.report.RowVersion;
import io.dbguard.api.report.RowVersion.Seen;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.select.ScopedSchema;
import io.dbguard.internal.select.TableChoice;
import io.dbguard.internal.select.TableNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a row in all backups of a database, the oldest first. A backup whose table is the same as in the one before is not
 * read.
 */
public final class HistoryJob {
    private final Repository repository;
    private final HistoryOrder order;
    private final List<String> problems = new ArrayList<>();
    private final List<RowVersion> versions = new ArrayList<>();
    private int looked;
    private @Nullable Seen last;
    private List<State> lastStates = List.of();
    private List<Map<String, @Nullable String>> lastRows = List.of();

    /** What has to be the same for the rows to be. */
    private record State(TableName table, List<Column> columns, String fingerprint) {}

    /** A table that was found, and which of its rows are meant. */
    private record Subject(TableName table, Condition condition) {}

    /**
     * Creates a job.
     *
     * @param repository where the backups are
     * @param order what is asked for
     */
    public HistoryJob(Repository repository, HistoryOrder order) {
        this.repository = repository;
        this.order = order;
    }

    /**
     * Looks.
     *
     * @throws RequestException if no backup holds such a table, or the row cannot be told
     */
    public RowHistory run() {
        List<BackupId> ids = ofOneDatabase();
        Subject subject = subject(ids);
        var search = new RowSearch(repository.blobs(), subject.condition());
        for (BackupId id : ids) {
            read(id).filter(manifest -> ScopedSchema.mayHold(manifest.header().scope(), subject.table()))
                    .ifPresent(manifest -> look(manifest, subject.table(), search));
        }
        return new RowHistory(subject.table(), looked, versions, problems);
    }

    /** A database that was restored elsewhere has another identity; whoever names it means all of that name. */
    private List<BackupId> ofOneDatabase() {
        Set<String> keys = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        List<BackupId> ids = new ArrayList<>();
        for (BackupId id : repository.manifests().ids()) {
            try {
                DatabaseInfo database = repository.manifests().header(id).database();
                if (order.database().map(database.name()::equals).orElse(true)) {
                    keys.add(order.database().isPresent() ? database.provider() : database.key());
                    names.add(database.name());
                    ids.add(id);
                }
            } catch (RepositoryException e) {
                problems.add(e.failed());
            }
        }
        if (keys.size() > 1) {
            throw new RequestException(
                    "There are backups of several databases in " + repository.describe() + ", called " + names,
                    "nothing was changed",
                    "name the database; all of one name then count as one");
        }
        return ids;
    }

    /** The newest backup that has the table says what its key is. */
    private Subject subject(List<BackupId> ids) {
        for (int i = ids.size() - 1; i >= 0; i--) {
            Optional<Subject> found = readQuietly(ids.get(i)).flatMap(this::subject);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new RequestException(
                "There is no table " + order.table() + " in any backup in " + repository.describe(),
                "nothing was changed",
                "check the name, with its schema if need be");
    }

    private Optional<Subject> subject(Manifest manifest) {
        String where = "the backup " + manifest.header().id();
        return TableNames.findIfThere(order.table(), TableChoice.all(manifest.schema()), where)
                .flatMap(name -> contents(manifest, name).stream()
                        .findFirst()
                        .map(content -> new Subject(name, Condition.parse(order.row(), content.table()))));
    }

    /** A partitioned table has its rows in its partitions. */
    private static List<TableContent> contents(Manifest manifest, TableName name) {
        if (!TableChoice.all(manifest.schema()).contains(name)) {
            return List.of();
        }
        Set<TableName> tables = TableChoice.find(List.of(name.toString()), manifest.schema(), "the backup");
        return manifest.tables().stream()
                .filter(content -> tables.contains(content.table().name()))
                .toList();
    }

    private void look(Manifest manifest, TableName table, RowSearch search) {
        List<TableContent> contents = contents(manifest, table);
        List<State> states = contents.stream()
                .map(content -> new State(
                        content.table().name(),
                        content.table().columns(),
                        content.fingerprint().value()))
                .toList();
        try {
            List<Map<String, @Nullable String>> rows = lastRows;
            if (last == null || !states.equals(lastStates)) {
                rows = rows(contents, search);
            }
            add(new Seen(manifest.header().id(), manifest.header().time()), rows);
            lastStates = states;
            looked++;
        } catch (LackingColumnException e) {
            problems.add("backup " + manifest.header().id() + ": the table lacks a column that was asked for");
        } catch (RepositoryException e) {
            problems.add("backup " + manifest.header().id() + ": " + e.failed());
        }
    }

    private static List<Map<String, @Nullable String>> rows(List<TableContent> contents, RowSearch search)
            throws LackingColumnException {
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        for (TableContent content : contents) {
            rows.addAll(search.in(content).orElseThrow(LackingColumnException::new));
        }
        // The order of rows means nothing.
        rows.sort(Comparator.comparing(Map::toString));
        return rows;
    }

    private static final class LackingColumnException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private void add(Seen seen, List<Map<String, @Nullable String>> rows) {
        if (last == null || !rows.equals(lastRows)) {
            versions.add(new RowVersion(seen, Optional.ofNullable(last), rows));
        }
        last = seen;
        lastRows = rows;
    }

    private Optional<Manifest> read(BackupId id) {
        try {
            return Optional.of(repository.manifests().read(id));
        } catch (RequestException e) {
            return Optional.empty(); // A prune may have removed it since its name was read.
        } catch (RepositoryException e) {
            problems.add("backup " + id + ": " + e.failed());
            return Optional.empty();
        }
    }

    private Optional<Manifest> readQuietly(BackupId id) {
        int before = problems.size();
        Optional<Manifest> manifest = read(id);
        problems.subList(before, problems.size()).clear();
        return manifest;
    }
}
