package io.dbguard.internal.evidence;

import io.dbguard.internal.evidence.Question.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many rows hold a label of an enum, in whatever table. */
final class LabelQuestion {
    private static final String COLUMNS = """
            SELECT format('SELECT 1 FROM %I.%I WHERE %I = ', n.nspname, c.relname, a.attname)
              FROM pg_attribute a
              JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE a.atttypid = to_regtype(?) AND NOT a.attisdropped
             ORDER BY 1
            """;

    private LabelQuestion() {}

    /**
     * Returns the question.
     *
     * @param type the type as a script names it
     * @param label the label as SQL
     */
    static Optional<Question> about(String type, String label, Connection connection) throws SQLException {
        if (!label.startsWith("'")) {
            return Optional.empty();
        }
        List<String> queries = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, LiveNames.quoted(type));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    queries.add(rows.getString(1) + label);
                }
            }
        }
        return queries.isEmpty()
                ? Optional.empty()
                : Optional.of(Question.of(
                        String.join(" UNION ALL ", queries), "no row holds the label", "with the label", Kind.NOTE));
    }
}
