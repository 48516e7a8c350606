package io.dbguard;

import io.dbguard.api.migration.Approval;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationSource;
import io.dbguard.internal.migration.FlywayHistory;
import io.dbguard.internal.migration.ScriptFolder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The SQL scripts of an application, in the order in which they run. Which of them a database has run is read from Flyway's
 * history table, where there is one; otherwise all are pending. Immutable.
 */
public final class Migrations implements MigrationSource {
    private final List<MigrationScript> scripts;
    private final List<Approval> approvals;
    private final Map<String, String> placeholders;

    private Migrations(List<MigrationScript> scripts, List<Approval> approvals, Map<String, String> placeholders) {
        this.scripts = List.copyOf(scripts);
        this.approvals = List.copyOf(approvals);
        this.placeholders = Map.copyOf(placeholders);
    }

    private static Migrations of(ScriptFolder.Found found) {
        return new Migrations(found.scripts(), found.approvals(), Map.of());
    }

    /**
     * Reads the SQL scripts at one or more locations, in the order in which Flyway would run them all, and the approvals
     * beside them: {@code V7__drop_email.sql.approved} with a line each for {@code code}, {@code by} and {@code why}.
     *
     * @param locations each {@code filesystem:PATH}, {@code classpath:PATH}, or just a path, which is a folder if there is
     *     one of that name and on the class path otherwise
     * @throws io.dbguard.api.RequestException if one of them cannot be read
     */
    public static Migrations in(String... locations) {
        return of(ScriptFolder.read(List.of(locations)));
    }

    /**
     * Reads the SQL scripts in a folder, and the approvals beside them.
     *
     * @param folder the folder
     * @throws io.dbguard.api.RequestException if it cannot be read
     */
    public static Migrations in(Path folder) {
        return of(ScriptFolder.read(folder));
    }

    /**
     * Takes scripts from elsewhere.
     *
     * @param scripts in the order in which they run
     */
    public static Migrations of(MigrationScript... scripts) {
        return new Migrations(List.of(scripts), List.of(), Map.of());
    }

    /**
     * Says what stands for {@code ${name}} in the scripts. A placeholder without a value is not understood.
     *
     * @param name the name
     * @param value what the runner puts there
     */
    public Migrations placeholder(String name, String value) {
        Map<String, String> all = new HashMap<>(placeholders);
        all.put(name, value);
        return new Migrations(scripts, approvals, all);
    }

    /** Returns all scripts, also those that have run. */
    public List<MigrationScript> scripts() {
        return scripts;
    }

    @Override
    public List<MigrationScript> pending(DataSource dataSource) {
        FlywayHistory history = FlywayHistory.read(dataSource);
        return scripts.stream().filter(history::isPending).toList();
    }

    @Override
    public Map<String, String> placeholders() {
        return placeholders;
    }

    @Override
    public List<Approval> approvals() {
        return approvals;
    }
}
