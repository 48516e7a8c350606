package io.dbguard.h2.internal.restore;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.catalog.ForeignKey;
import io.dbguard.h2.internal.session.H2Session;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Turns foreign keys off and on, and locks tables by the way.
 *
 * <p>ALTER TABLE … SET REFERENTIAL_INTEGRITY is the one statement of H2 that locks a table against everybody until the
 * transaction ends and does not end it. All tables that a foreign key joins to one whose keys are turned off are locked
 * with it: nobody else can write a row that the keys would have refused. The switch itself lives in memory only; it does
 * not go back with a rollback, and does not outlive the database's being open.
 */
final class ForeignKeySwitch {
    private final H2Session session;
    private final Set<TableName> off = new TreeSet<>();

    ForeignKeySwitch(H2Session session) {
        this.session = session;
    }

    /** Locks some tables and what foreign keys join to them, and turns the foreign keys from and to the tables off. */
    void off(Collection<TableName> tables) {
        for (TableName table : withNeighbours(tables)) {
            boolean one = tables.contains(table);
            session.execute("lock the table " + table, statement(table, one ? "FALSE" : "TRUE"));
            if (one) {
                off.add(table);
            }
        }
    }

    private Set<TableName> withNeighbours(Collection<TableName> tables) {
        Set<TableName> all = new TreeSet<>(tables);
        for (ForeignKey key : ForeignKey.readAll(session)) {
            if (tables.contains(key.table()) || tables.contains(key.parent())) {
                all.add(key.table());
                all.add(key.parent());
            }
        }
        return all;
    }

    /** Turns the foreign keys on that are off. */
    void on() {
        on(session);
    }

    /** Turns the foreign keys on that are off, over a session that need not be the one that turned them off. */
    void on(H2Session over) {
        for (TableName table : List.copyOf(off)) {
            over.execute("turn the foreign keys of the table " + table + " on", statement(table, "TRUE"));
            off.remove(table);
        }
    }

    /** Makes sure that every foreign key from and to some tables holds. */
    void check(Collection<TableName> tables) {
        new TreeSet<>(tables)
                .forEach(table -> session.execute(
                        "check the foreign keys of the table " + table, statement(table, "TRUE CHECK")));
    }

    /** Returns the statements that do what some others do while the foreign keys are off. */
    List<String> around(Collection<TableName> tables, List<String> statements) {
        Stream<String> before = withNeighbours(tables).stream()
                .map(table -> statement(table, tables.contains(table) ? "FALSE" : "TRUE"));
        return Stream.of(before, statements.stream(), on(tables).stream())
                .flatMap(s -> s)
                .toList();
    }

    /** Returns the statements that turn the foreign keys of some tables on. */
    static List<String> on(Collection<TableName> tables) {
        return tables.stream().map(table -> statement(table, "TRUE")).toList();
    }

    private static String statement(TableName table, String value) {
        return "ALTER TABLE " + identifier(table) + " SET REFERENTIAL_INTEGRITY " + value;
    }
}
