package io.dbguard.internal.rule;

import io.dbguard.api.migration.Axis;
import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import java.util.List;

/** Tables, and what holds tables, that are dropped. */
final class DroppedTables implements Family {
    static final Rule DROP_TABLE = Rule.loss(
                    "drop-table", Risk.HIGH, "drops the table {table}; all rows in it are gone")
            .why("""
                    A dropped table comes back only from a backup. Every release of the application that still reads it fails. \
                    DROP TABLE also waits for, and then blocks, every table that a foreign key joins to it.""")
            .safer("""
                    -- Now, while the old release may still run:
                    ALTER TABLE {table} RENAME TO {plain}_unused;
                    -- Weeks later, when nobody has missed it and a backup holds it:
                    DROP TABLE {table}_unused;""")
            .examples("DROP TABLE orders;", "CREATE TABLE orders_archive (id bigint PRIMARY KEY);");
    static final Rule DROP_SCHEMA = Rule.loss(
                    "drop-schema", Risk.HIGH, "drops the schema {name} with all that is in it")
            .why("Nothing in the statement says which tables go with it.")
            .safer("-- Drop each table by its name, after a backup; then:\nDROP SCHEMA {name} RESTRICT;")
            .examples("DROP SCHEMA app CASCADE;", "CREATE SCHEMA app;");
    static final Rule DROP_DATABASE = Rule.loss("drop-database", Risk.HIGH, "drops the {kind} {name}")
            .why("It takes everything with it, and no migration can be undone from within a database that is gone.")
            .examples("DROP DATABASE shop;", "CREATE SCHEMA shop;");
    static final Rule DROP_ALL = Rule.loss("drop-all-objects", Risk.HIGH, "drops all that the database holds")
            .why("H2's DROP ALL OBJECTS, and SHUTDOWN in the middle of a migration, leave nothing to go on with.")
            .examples("DROP ALL OBJECTS;", "CREATE SCHEMA app;");
    static final Rule DROP_OWNED = Rule.loss("drop-owned", Risk.HIGH, "drops everything that a role owns")
            .why("The statement names no table, yet it takes each one of the role's.")
            .safer("REASSIGN OWNED BY old_role TO new_role;")
            .examples("DROP OWNED BY intern;", "GRANT SELECT ON orders TO intern;");
    static final Rule DROP_CASCADE = Rule.loss("drop-cascade", Risk.HIGH, "takes along whatever depends on {name}")
            .why("""
                    CASCADE removes views, foreign keys of other tables, and columns of a dropped type, without naming one of \
                    them. PostgreSQL tells of it in a NOTICE that no migration tool stops at.""")
            .safer("-- Drop the dependants by their names, then:\nDROP {kind} {name} RESTRICT;")
            .examples("DROP TYPE mood CASCADE;", "CREATE TYPE mood AS ENUM ('sad', 'ok');");
    static final Rule DROP_FOREIGN = Rule.of(
                    "drop-foreign-table", Axis.COMPATIBILITY, Risk.MEDIUM, "drops the foreign table {name}")
            .why("The rows stay where they are, but what reads them through this table fails.")
            .examples("DROP FOREIGN TABLE remote_orders;", "CREATE SCHEMA remote;");

    @Override
    public String title() {
        return "Tables that are dropped";
    }

    @Override
    public List<Rule> rules() {
        return List.of(DROP_TABLE, DROP_SCHEMA, DROP_DATABASE, DROP_ALL, DROP_OWNED, DROP_CASCADE, DROP_FOREIGN);
    }

    @Override
    public void judge(Look look) {
        if (look.command() instanceof Command.Drop drop) {
            drop.names().forEach(name -> dropped(look, drop.kind(), name));
            if (drop.cascade() && !drop.kind().equals("SCHEMA")) {
                List<String> names = drop.names().isEmpty() ? List.of(drop.kind()) : drop.names();
                names.stream()
                        .filter(name -> !isNewTable(look, drop, name))
                        .forEach(name -> look.add(DROP_CASCADE, Subject.of("name", name, "kind", drop.kind())));
            }
        } else if (look.command() instanceof Command.Listed listed) {
            rules().stream()
                    .filter(rule -> rule.id().equals(listed.concern()))
                    .forEach(rule -> look.add(rule, Subject.of("name", listed.name())));
        }
    }

    /** What depends on a table that the scripts make was made by them too. */
    private static boolean isNewTable(Look look, Command.Drop drop, String name) {
        return drop.kind().equals("TABLE") && look.scene().history().isNew(name);
    }

    private static void dropped(Look look, String kind, String name) {
        switch (kind) {
            case "TABLE" ->
                look.add(DROP_TABLE, Subject.of("table", name, "plain", name.substring(name.lastIndexOf('.') + 1)));
            case "SCHEMA" -> look.add(DROP_SCHEMA, Subject.of("name", name));
            case "DATABASE", "TABLESPACE" ->
                look.add(DROP_DATABASE, Subject.of("name", name, "kind", kind.toLowerCase(java.util.Locale.ROOT)));
            case "FOREIGN TABLE" -> look.add(DROP_FOREIGN, Subject.of("name", name));
            default -> {
                // Other families look at the rest.
            }
        }
    }
}
