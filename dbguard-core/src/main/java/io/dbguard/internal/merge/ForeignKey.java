package io.dbguard.internal.merge;

import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.CommandReader;
import io.dbguard.internal.command.Constraint;
import io.dbguard.internal.command.TableAction;
import io.dbguard.internal.sql.Dialect;
import io.dbguard.internal.sql.Splitter;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.UnreadableSqlException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That rows refer to others.
 *
 * @param name the name of the constraint, for people
 * @param child the table whose rows refer
 * @param columns by which
 * @param parent the table that they refer to
 * @param targets its columns, in the same order
 * @param types their types, by which the database compares; empty if they are not known
 */
record ForeignKey(
        String name,
        TableName child,
        List<String> columns,
        TableName parent,
        List<String> targets,
        List<String> types) {

    /** Copies the lists. */
    ForeignKey {
        columns = List.copyOf(columns);
        targets = List.copyOf(targets);
        types = List.copyOf(types);
    }

    /** Reads a foreign key; empty if the object is none, or is one that the database does not enforce. */
    static Optional<ForeignKey> of(SchemaObject object, Dialect dialect, Map<TableName, Table> tables) {
        if (!object.id().kind().equals(ObjectKinds.FOREIGN_KEY)) {
            return Optional.empty();
        }
        return object.table()
                .flatMap(child -> object.create().stream()
                        .flatMap(sql -> statements(sql, dialect))
                        .filter(statement -> !isIgnored(statement))
                        .flatMap(statement -> constraints(statement, dialect))
                        .filter(constraint -> constraint.kind() == Constraint.Kind.FOREIGN_KEY)
                        .findFirst()
                        .map(constraint -> new ForeignKey(
                                constraint.name(),
                                child,
                                constraint.columns(),
                                parent(object, child),
                                constraint.targets(),
                                types(tables.get(parent(object, child)), constraint.targets()))));
    }

    private static List<String> types(@Nullable Table table, List<String> targets) {
        List<Column> columns = table == null ? List.of() : table.columns();
        List<String> types = targets.stream()
                .flatMap(target -> columns.stream()
                        .filter(column -> column.name().equals(target))
                        .map(Column::type))
                .toList();
        return types.size() == targets.size() ? types : List.of();
    }

    private static Stream<Statement> statements(String sql, Dialect dialect) {
        try {
            return Splitter.statements(sql, dialect).stream();
        } catch (UnreadableSqlException e) {
            // The database wrote it; should it be unreadable to us, the database itself still refuses what it does not
            // allow.
            return Stream.empty();
        }
    }

    private static Stream<Constraint> constraints(Statement statement, Dialect dialect) {
        return new CommandReader(dialect).read(statement).command() instanceof Command.AlterTable table
                ? table.actions().stream()
                        .flatMap(action ->
                                action instanceof TableAction.AddConstraint add ? Stream.of(add.constraint()) : null)
                : Stream.empty();
    }

    private static boolean isIgnored(Statement statement) {
        return statement.contains("NOT", "ENFORCED");
    }

    private static TableName parent(SchemaObject object, TableName child) {
        return object.dependsOn().stream()
                .filter(need -> need.kind().equals(ObjectKinds.TABLE))
                .map(ForeignKey::tableName)
                .filter(table -> !table.equals(child))
                .findFirst()
                .orElse(child);
    }

    private static TableName tableName(ObjectId id) {
        return new TableName(id.schema(), id.name());
    }
}
