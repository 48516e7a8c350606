package io.dbguard.liquibase;

import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationScript.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import liquibase.change.Change;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.database.DatabaseList;
import liquibase.sql.Sql;
import liquibase.sql.visitor.SqlVisitor;
import liquibase.sqlgenerator.SqlGeneratorFactory;

/**
 * Has Liquibase make SQL of changesets.
 *
 * @param database whose SQL
 */
record Rendering(Database database) {

    /** Returns the changeset as SQL, and, if some of it is no SQL, that as a script of its own which nobody understands. */
    Stream<MigrationScript> of(ChangeSet changeSet) {
        String name = changeSet.getFilePath() + "::" + changeSet.getId() + "::" + changeSet.getAuthor();
        Frame frame = changeSet.isRunInTransaction() ? Frame.TRANSACTION : Frame.NONE;
        var sql = new StringBuilder();
        List<String> others = new ArrayList<>();
        for (Change change : changeSet.getChanges()) {
            if (!render(change, changeSet, sql)) {
                others.add(change.getSerializedObjectName() + " " + change.generateCheckSum());
            }
        }
        List<MigrationScript> scripts = new ArrayList<>();
        if (others.isEmpty() || !sql.isEmpty()) {
            scripts.add(new MigrationScript(name, sql.toString(), frame));
        }
        if (!others.isEmpty()) {
            scripts.add(MigrationScript.notSql(name + " (no SQL)", String.join(", ", others)));
        }
        return scripts.stream();
    }

    /** Returns whether all that the change does is in the SQL. */
    private boolean render(Change change, ChangeSet changeSet, StringBuilder sql) {
        // Such a change would run, or look at what earlier ones have not yet made, if it were asked for its statements.
        if (change.generateStatementsVolatile(database)) {
            return false;
        }
        Sql[] statements = generated(change);
        for (Sql statement : statements) {
            append(modified(statement.toSql(), changeSet.getSqlVisitors()), sql);
        }
        return statements.length > 0 || isEmpty(change);
    }

    /** A change that Liquibase cannot render now counts as one that it cannot render at all. */
    private Sql[] generated(Change change) {
        try {
            Sql[] statements = SqlGeneratorFactory.getInstance().generateSql(change, database);
            return statements == null ? new Sql[0] : statements;
        } catch (RuntimeException e) {
            return new Sql[0];
        }
    }

    /** A tag or a note for people is no statement. */
    private static boolean isEmpty(Change change) {
        String name = change.getSerializedObjectName();
        return name.equals("tagDatabase") || name.equals("empty") || name.equals("output");
    }

    private String modified(String sql, List<SqlVisitor> visitors) {
        String result = sql;
        for (SqlVisitor visitor : visitors) {
            if (DatabaseList.definitionMatches(visitor.getApplicableDbms(), database, true)) {
                result = visitor.modifySql(result, database);
            }
        }
        return result;
    }

    private static void append(String statement, StringBuilder sql) {
        String text = statement.strip();
        // A comment would swallow the semicolon, and one that stands in it ends nothing.
        boolean comment = text.substring(text.lastIndexOf('\n') + 1).contains("--");
        sql.append(text).append(comment ? "\n;\n" : text.endsWith(";") ? "\n" : ";\n");
    }
}
