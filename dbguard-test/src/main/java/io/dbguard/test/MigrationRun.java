package io.dbguard.test;

import io.dbguard.api.migration.MigrationScript;
import io.dbguard.test.internal.run.DatabaseState;
import io.dbguard.test.internal.run.Losses;
import io.dbguard.test.internal.run.ScriptRun;
import io.dbguard.test.internal.run.Tolerance;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Runs migrations on a throw-away database, and asserts that no row and no value gets lost on the way. The test says what is
 * in the tables before which script. Not thread-safe.
 */
public final class MigrationRun {
    private final List<MigrationScript> scripts;
    private final DataSource database;
    private final Map<String, List<String>> seeds = new LinkedHashMap<>();
    private final Map<String, String> placeholders = new HashMap<>();
    private final Map<String, String> renamed = new HashMap<>();
    private final Set<String> allowed = new LinkedHashSet<>();

    MigrationRun(List<MigrationScript> scripts, DataSource database) {
        this.scripts = scripts;
        this.database = database;
    }

    /**
     * Says what is in the tables when a script begins, besides what is there already.
     *
     * @param script the name of the script
     * @param sql statements that insert rows
     */
    public MigrationRun seededBefore(String script, String... sql) {
        if (scripts.stream().noneMatch(one -> one.name().equals(script))) {
            throw new AssertionError("There is no script <" + script + "> among "
                    + scripts.stream().map(MigrationScript::name).toList());
        }
        seeds.computeIfAbsent(script, name -> new ArrayList<>()).addAll(List.of(sql));
        return this;
    }

    /**
     * Allows that something is lost: the rows of a table, or the values of a column. It must indeed be lost.
     *
     * @param names tables such as {@code sessions}, columns such as {@code users.email}; with the schema if it is not the
     *     usual one
     */
    public MigrationRun allowing(String... names) {
        allowed.addAll(List.of(names));
        return this;
    }

    /**
     * Says under which name to look for a table or a column after the migrations.
     *
     * @param from the old name, such as {@code users.mail}
     * @param to the new name, such as {@code users.email}
     */
    public MigrationRun renamed(String from, String to) {
        renamed.put(from.toLowerCase(Locale.ROOT), to.toLowerCase(Locale.ROOT));
        return this;
    }

    /**
     * Says what stands for <code>${name}</code> in the scripts.
     *
     * @param name the name
     * @param value what to put there
     */
    public MigrationRun placeholder(String name, String value) {
        placeholders.put(name, value);
        return this;
    }

    /** Runs all scripts in their order, and asserts that after each one all rows and values are there that were before. */
    public void loseNothing() {
        var tolerance = new Tolerance(allowed, renamed);
        List<String> failures = new ArrayList<>();
        boolean seeded = false;
        try (Connection connection = database.getConnection()) {
            for (MigrationScript script : scripts) {
                seed(connection, seeds.getOrDefault(script.name(), List.of()));
                DatabaseState before = DatabaseState.of(connection);
                seeded |= before.rows() > 0;
                ScriptRun.run(resolved(script), connection);
                Losses.between(before, DatabaseState.of(connection), tolerance)
                        .forEach(loss -> failures.add(script.name() + ": " + loss));
            }
        } catch (SQLException e) {
            throw new AssertionError("The database failed: " + e.getMessage(), e);
        }
        tolerance.unused().forEach(name -> failures.add("nothing of " + name + " was lost, though it was allowed"));
        if (!seeded) {
            failures.add("no script found a single row, so nothing could be lost; use seededBefore");
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(
                    "Expected no row and no value to be lost, but:\n  " + String.join("\n  ", failures));
        }
    }

    private static void seed(Connection connection, List<String> seed) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : seed) {
                statement.execute(sql);
            }
        }
    }

    private MigrationScript resolved(MigrationScript script) {
        String sql = script.sql();
        for (Map.Entry<String, String> entry : placeholders.entrySet()) {
            sql = sql.replace("${" + entry.getKey() + "}", entry.getValue());
        }
        return new MigrationScript(script.name(), sql, script.frame());
    }
}
