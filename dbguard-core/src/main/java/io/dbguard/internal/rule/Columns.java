package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.TableAction;
import java.util.List;

/** Columns and tables that keep their rows but change their name or manners. */
final class Columns implements Family {
    static final Rule RENAME_COLUMN = Rule.compatibility(
                    "rename-column", Risk.HIGH, "renames {table}.{column} to {name}")
            .why(
                    "It takes an instant, and from that instant on every statement of the running release that names the column fails.")
            .safer("""
                    ALTER TABLE {table} ADD COLUMN {name} …;
                    -- Let the application write both and read the new one; drop the old one a release later.""")
            .examples("ALTER TABLE users RENAME COLUMN mail TO email;", "ALTER TABLE users ADD COLUMN email text;");
    static final Rule RENAME_TABLE = Rule.compatibility("rename-table", Risk.HIGH, "renames {table} to {name}")
            .why("Every statement of the running release that names the table fails from then on.")
            .safer(
                    "-- In one transaction, so that the old name goes on working:\nBEGIN;\nALTER TABLE {table} RENAME TO {name};\nCREATE VIEW {table} AS SELECT * FROM {name};\nCOMMIT;")
            .examples("ALTER TABLE users RENAME TO accounts;", "CREATE TABLE accounts (id bigint);");
    static final Rule SET_SCHEMA = Rule.compatibility("set-schema", Risk.HIGH, "moves {table} to the schema {name}")
            .why("Every statement of the running release that finds the table by its old schema fails from then on.")
            .examples("ALTER TABLE users SET SCHEMA archive;", "CREATE SCHEMA archive;");
    static final Rule DROP_NOT_NULL = Rule.compatibility("loosen-column", Risk.LOW, "lets {table}.{column} be empty")
            .why("Code that expects a value may meet NULL, and once one is there NOT NULL cannot be put back.")
            .examples(
                    "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;", "ALTER TABLE users ADD COLUMN phone text;");
    static final Rule DROP_DEFAULT = Rule.compatibility(
                    "drop-default", Risk.LOW, "no longer fills {table}.{column} by itself")
            .why("A release that leaves the column out writes NULL from then on, or fails if it must hold a value.")
            .examples(
                    "ALTER TABLE users ALTER COLUMN plan DROP DEFAULT;",
                    "ALTER TABLE users ALTER COLUMN plan SET DEFAULT 'free';");
    static final Rule EXPRESSION = Rule.loss(
                    "change-expression", Risk.MEDIUM, "computes all values of {table}.{column} in another way")
            .why("The values that were stored are replaced, and all rows are written anew under ACCESS EXCLUSIVE.")
            .examples(
                    "ALTER TABLE users ALTER COLUMN total SET EXPRESSION AS (a + b);",
                    "ALTER TABLE users ADD COLUMN total_new int;");
    static final Rule EXISTING = Rule.compatibility(
                    "create-existing-table",
                    Risk.MEDIUM,
                    "does nothing if {table} exists, and the script before created it")
            .why("With IF NOT EXISTS, new columns in the definition are left out silently.")
            .safer("ALTER TABLE {table} ADD COLUMN …;")
            .examples(
                    "CREATE TABLE IF NOT EXISTS users (id int);\nALTER TABLE users ADD COLUMN plan text;\nCREATE TABLE IF NOT EXISTS users (id int, plan text);",
                    "CREATE TABLE IF NOT EXISTS users (id int);");

    @Override
    public String title() {
        return "Names and manners of columns and tables";
    }

    @Override
    public List<Rule> rules() {
        return List.of(RENAME_COLUMN, RENAME_TABLE, SET_SCHEMA, DROP_NOT_NULL, DROP_DEFAULT, EXPRESSION, EXISTING);
    }

    @Override
    public void judge(Look look) {
        if (look.command() instanceof Command.AlterTable alter) {
            alter.actions().forEach(action -> judge(look, alter.table(), action));
        } else if (look.command() instanceof Command.CreateTable create
                && create.ifNotExists()
                && look.scene().history().known(create.table()).isPresent()) {
            look.add(EXISTING, Subject.table(create.table()));
        }
    }

    private static void judge(Look look, String table, TableAction action) {
        if (action instanceof TableAction.RenameColumn rename) {
            look.add(
                    RENAME_COLUMN,
                    Subject.of("table", table, "column", rename.from(), "name", rename.to()),
                    action.where());
        } else if (action instanceof TableAction.RenameTable rename) {
            look.add(RENAME_TABLE, Subject.of("table", table, "name", rename.to()), action.where());
        } else if (action instanceof TableAction.SetSchema move) {
            look.add(SET_SCHEMA, Subject.of("table", table, "name", move.schema()), action.where());
        } else if (action instanceof TableAction.DropNotNull drop) {
            look.add(DROP_NOT_NULL, Subject.column(table, drop.column()), action.where());
        } else if (action instanceof TableAction.DropGeneration drop) {
            look.add(DROP_DEFAULT, Subject.column(table, drop.column()), action.where());
        } else if (action instanceof TableAction.SetExpression set) {
            look.add(EXPRESSION, Subject.column(table, set.column()), action.where());
        }
    }
}
