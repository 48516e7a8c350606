package io.dbguard.internal.rule;

import io.dbguard.internal.command.Column;
import io.dbguard.internal.command.Constraint;
import io.dbguard.internal.command.Expression;
import io.dbguard.internal.sql.Token;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether it is known that a column has a value in every row: a validated CHECK says so. */
final class NotNullProof {
    private NotNullProof() {}

    static boolean holds(Scene scene, String table, String column) {
        return scene.history()
                .known(table)
                .map(known -> isRequired(known, column)
                        || known.constraints().entrySet().stream()
                                .filter(entry -> known.validated().contains(entry.getKey()))
                                .map(Map.Entry::getValue)
                                .anyMatch(constraint -> proves(constraint, column)))
                .orElse(false);
    }

    private static boolean isRequired(History.KnownTable known, String column) {
        return Optional.ofNullable(known.columns().get(column))
                .filter(Column::notNull)
                .isPresent();
    }

    /** Returns whether a primary key takes over an index with a column that may be empty; then all rows are read. */
    static boolean isMissing(Constraint constraint, String table, Scene scene) {
        return constraint.kind() == Constraint.Kind.PRIMARY_KEY
                && scene.history()
                        .relations()
                        .index(constraint.index())
                        .filter(index -> index.columns().stream().allMatch(column -> holds(scene, table, column)))
                        .isEmpty();
    }

    private static boolean proves(Constraint constraint, String column) {
        return switch (constraint.kind()) {
            case NOT_NULL, PRIMARY_KEY -> constraint.columns().contains(column);
            case CHECK ->
                constraint
                        .condition()
                        .filter(condition -> says(condition, column))
                        .isPresent();
            default -> false;
        };
    }

    /** {@code column IS NOT NULL}, alone or together with other conditions. */
    private static boolean says(Expression condition, String column) {
        List<Token> tokens = condition.tokens();
        boolean found = false;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("OR") || tokens.get(i).is("CASE")) {
                return false;
            }
            found |= i + 3 < tokens.size()
                    && tokens.get(i).isName()
                    && tokens.get(i).name().equals(column)
                    && tokens.get(i + 1).is("IS")
                    && tokens.get(i + 2).is("NOT")
                    && tokens.get(i + 3).is("NULL");
        }
        return found;
    }
}
