package io.dbguard.internal.command;

import io.dbguard.internal.sql.Token;
import java.util.List;
import java.util.Optional;

/** What one statement says. */
public sealed interface Command {

    /** {@code CREATE TABLE}. */
    record CreateTable(
            String table,
            boolean ifNotExists,
            boolean temporary,
            boolean unlogged,
            List<Column> columns,
            List<Constraint> constraints,
            String partitionOf,
            boolean isDefaultPartition,
            boolean partitioned,
            boolean hasOtherColumns)
            implements Command {}

    /** {@code ALTER TABLE}. */
    record AlterTable(String table, List<TableAction> actions) implements Command {}

    /**
     * {@code DROP} of anything.
     *
     * @param kind what it is, such as {@code MATERIALIZED VIEW}
     * @param table the table it belongs to, for triggers, policies and rules; otherwise empty
     */
    record Drop(String kind, List<String> names, boolean cascade, boolean concurrently, String table)
            implements Command {}

    /** {@code CREATE INDEX}. */
    record CreateIndex(
            String name,
            String table,
            boolean unique,
            boolean concurrently,
            boolean ifNotExists,
            boolean only,
            List<String> columns)
            implements Command {}

    /** {@code TRUNCATE}. */
    record Truncate(List<String> tables, boolean cascade) implements Command {}

    /** {@code DELETE}. */
    record Delete(String table, Filter filter) implements Command {}

    /** {@code UPDATE}. */
    record Update(String table, List<String> columns, Filter filter) implements Command {}

    /** {@code INSERT}. */
    record Insert(String table, boolean overwrites, boolean fromQuery, GivenRows rows) implements Command {}

    /** {@code MERGE}. */
    record Merge(String table, boolean deletes) implements Command {}

    /** {@code COPY … FROM}. */
    record CopyIn(String table, boolean fromServer, GivenRows rows) implements Command {}

    /** {@code SELECT} and its kin. */
    record Query(Optional<String> unknownCall) implements Command {}

    /** {@code CALL}. */
    record Call(String routine) implements Command {}

    /** {@code BEGIN}, {@code COMMIT}, {@code ROLLBACK}, {@code SAVEPOINT}. */
    record Transaction(Verb verb) implements Command {
        /** What happens to the transaction. */
        public enum Verb {
            /** It begins. */
            BEGIN,
            /** It ends well. */
            COMMIT,
            /** It is undone. */
            ROLLBACK,
            /** A part of it can be undone. */
            SAVEPOINT
        }
    }

    /** {@code SET}. */
    record SetParameter(String name, String value, boolean local) implements Command {}

    /**
     * {@code DO}.
     *
     * @param body what it does, empty if nobody can look into it
     */
    record Block(Optional<Body> body) implements Command {}

    /** {@code CREATE FUNCTION}, {@code CREATE PROCEDURE}. */
    record CreateRoutine(String name, boolean replaces, Optional<Body> body, boolean definerWithoutPath)
            implements Command {}

    /** {@code CREATE VIEW}, {@code CREATE MATERIALIZED VIEW}. */
    record CreateView(String name, boolean materialized, boolean replaces) implements Command {}

    /** {@code REFRESH MATERIALIZED VIEW}. */
    record Refresh(String view, boolean concurrently) implements Command {}

    /** {@code REINDEX}. */
    record Reindex(String kind, String name, boolean concurrently) implements Command {}

    /** {@code VACUUM}. */
    record Vacuum(boolean full, List<String> tables) implements Command {}

    /** {@code CLUSTER}. */
    record Cluster(String table) implements Command {}

    /** {@code LOCK TABLE}. */
    record LockTable(List<String> tables, String mode) implements Command {}

    /** {@code CREATE TRIGGER}. */
    record CreateTrigger(String name, String table) implements Command {}

    /** {@code CREATE POLICY}, {@code CREATE RULE}. */
    record CreateOnTable(String kind, String name, String table) implements Command {}

    /** {@code ALTER TRIGGER}, {@code ALTER POLICY}, {@code ALTER RULE}. */
    record AlterOnTable(String kind, String name, String table, boolean renames) implements Command {}

    /** {@code ALTER TYPE}. */
    record AlterType(String name, Change change, boolean cascade) implements Command {
        /** What happens to the type. */
        public enum Change {
            /** A label is added. */
            ADD_VALUE,
            /** A label is renamed. */
            RENAME_VALUE,
            /** An attribute is added. */
            ADD_ATTRIBUTE,
            /** An attribute is dropped. */
            DROP_ATTRIBUTE,
            /** The type of an attribute is changed. */
            CHANGE_ATTRIBUTE,
            /** The type gets another name. */
            RENAME,
            /** Owner, schema and such. */
            OTHER
        }
    }

    /** {@code ALTER DOMAIN}. */
    record AlterDomain(String name, boolean constrains, boolean checksRows) implements Command {}

    /** {@code CREATE DOMAIN}. */
    record CreateDomain(String name, boolean constrained) implements Command {}

    /** {@code ALTER … RENAME TO}, {@code ALTER … SET SCHEMA} of what is not a table. */
    record RenameObject(String kind, String name) implements Command {}

    /** {@code CREATE SEQUENCE}. */
    record CreateSequence(String name, long first) implements Command {}

    /** {@code ALTER SEQUENCE}. */
    record AlterSequence(String name, boolean restarts) implements Command {}

    /**
     * What stands in the table of heads and needs no closer look.
     *
     * @param concern the rule that it breaks, empty if it is harmless
     * @param name what it works on, empty if it has no name
     */
    record Listed(String concern, String name) implements Command {}

    /** A command to psql. */
    record Meta(String text) implements Command {}

    /**
     * What is not understood.
     *
     * @param why what about it
     */
    record NotUnderstood(String why) implements Command {}

    /**
     * Which rows are meant.
     *
     * @param allRows whether the condition is missing or always true
     * @param batched whether a limit or a range keeps the number of rows small
     * @param onlyEmpty columns that must be empty in the rows that are meant
     * @param rows the condition, where it does nothing but read
     */
    record Filter(boolean allRows, boolean batched, List<String> onlyEmpty, Optional<Rows> rows) {}

    /**
     * Which rows of one table.
     *
     * @param alias what the condition calls the table, empty if it has no other name there
     * @param others the other tables that the condition speaks of, as after USING and FROM
     * @param condition the condition
     */
    record Rows(String alias, Expression others, Expression condition) {}

    /**
     * What a routine or a block does.
     *
     * @param commands its statements, as far as they can be seen
     * @param opaque the first piece of SQL that is put together only when it runs, empty if there is none
     */
    record Body(List<Parsed> commands, Optional<Token> opaque) {}
}
