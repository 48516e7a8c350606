package io.dbguard.internal.command;

import io.dbguard.internal.sql.Token;
import java.util.Optional;

/** One of the things that an {@code ALTER TABLE} does. */
public sealed interface TableAction {
    /** Returns where it stands. */
    Token where();

    /** {@code ADD COLUMN}. */
    record AddColumn(Token where, Column column, boolean ifNotExists) implements TableAction {}

    /** {@code DROP COLUMN}. */
    record DropColumn(Token where, String column, boolean cascade) implements TableAction {}

    /** {@code ALTER COLUMN TYPE}. */
    record ChangeType(Token where, String column, SqlType type, Optional<Expression> using, boolean collates)
            implements TableAction {}

    /** {@code SET NOT NULL}. */
    record SetNotNull(Token where, String column) implements TableAction {}

    /** {@code DROP NOT NULL}. */
    record DropNotNull(Token where, String column) implements TableAction {}

    /** {@code SET DEFAULT}. */
    record SetDefault(Token where, String column, Expression value) implements TableAction {}

    /** {@code DROP DEFAULT}, {@code DROP EXPRESSION}, {@code DROP IDENTITY}. */
    record DropGeneration(Token where, String column, String what) implements TableAction {}

    /** {@code ADD GENERATED AS IDENTITY}. */
    record AddIdentity(Token where, String column, long first) implements TableAction {}

    /** {@code SET EXPRESSION AS}. */
    record SetExpression(Token where, String column) implements TableAction {}

    /** {@code ADD CONSTRAINT}. */
    record AddConstraint(Token where, Constraint constraint) implements TableAction {}

    /** {@code DROP CONSTRAINT}. */
    record DropConstraint(Token where, String name, boolean cascade) implements TableAction {}

    /** {@code VALIDATE CONSTRAINT}. */
    record ValidateConstraint(Token where, String name) implements TableAction {}

    /**
     * {@code ALTER CONSTRAINT}.
     *
     * @param enforced whether it counts from now on, empty if nothing is said of that
     */
    record AlterConstraint(Token where, String name, Optional<Boolean> enforced) implements TableAction {}

    /** {@code INHERIT}, {@code NO INHERIT}. */
    record Inherit(Token where, String parent, boolean on) implements TableAction {}

    /** {@code RENAME COLUMN}. */
    record RenameColumn(Token where, String from, String to) implements TableAction {}

    /** {@code RENAME TO}. */
    record RenameTable(Token where, String to) implements TableAction {}

    /** {@code SET SCHEMA}. */
    record SetSchema(Token where, String schema) implements TableAction {}

    /** {@code ATTACH PARTITION}. */
    record AttachPartition(Token where, String partition, boolean isDefault) implements TableAction {}

    /** {@code DETACH PARTITION}. */
    record DetachPartition(Token where, String partition, boolean concurrently) implements TableAction {}

    /** {@code ENABLE TRIGGER}, {@code DISABLE TRIGGER}. */
    record ToggleTrigger(Token where, boolean on, String trigger) implements TableAction {}

    /** {@code ENABLE ROW LEVEL SECURITY} and its kin. */
    record RowSecurity(Token where, boolean on) implements TableAction {}

    /** {@code SET LOGGED}, {@code SET UNLOGGED}. */
    record SetLogged(Token where, boolean logged) implements TableAction {}

    /** {@code SET TABLESPACE}, {@code SET ACCESS METHOD}. */
    record Move(Token where, String what) implements TableAction {}

    /** {@code SET (…)}, {@code RESET (…)}. */
    record StorageParameters(Token where, boolean disablesAutovacuum) implements TableAction {}

    /** {@code REPLICA IDENTITY}. */
    record ReplicaIdentity(Token where, String identity) implements TableAction {}

    /** What changes how rows are kept or who owns them, and no row. */
    record Setting(Token where, String what, boolean light) implements TableAction {}

    /** What is not in the table of actions. */
    record Unknown(Token where, String text) implements TableAction {}
}
