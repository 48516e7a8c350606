package io.dbguard.h2.internal.rows;

import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Table;
import io.dbguard.h2.internal.rows.DataType.Scalar;
import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.h2.internal.session.Quoting;
import io.dbguard.rows.RowReader;
import io.dbguard.spi.database.RowSource;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Inserts rows in COPY text format into a table. */
public final class RowInserter {
    private static final int BATCH = 64;
    private static final int PARAMETERS = 1024;

    private RowInserter() {}

    /** Takes one row after the other. */
    private interface Insert extends AutoCloseable {
        void row(RowReader reader) throws SQLException;

        void flush() throws SQLException;

        @Override
        void close() throws SQLException;
    }

    /**
     * Inserts rows.
     *
     * @param session the transaction
     * @param table the table
     * @param rows the rows
     * @param rowsPerCommit after how many rows to commit, or {@link Integer#MAX_VALUE} to stay in one transaction
     * @throws SQLException if the driver does
     */
    public static void insert(H2Session session, Table table, RowSource rows, int rowsPerCommit) throws SQLException {
        List<DataType> types = TableRows.types(table);
        // An array or a row cannot be a parameter without H2 guessing the types of its parts.
        boolean scalars = types.stream().allMatch(Scalar.class::isInstance);
        var inserted = new AtomicLong();
        try (Insert insert = scalars ? new Prepared(session, table, types) : new Literal(session, table, types)) {
            rows.sendTo((buffer, offset, length, count) -> {
                var reader = new RowReader(buffer, offset, length);
                try {
                    while (reader.nextRow()) {
                        insert.row(reader);
                        if (inserted.incrementAndGet() % rowsPerCommit == 0) {
                            insert.flush();
                            session.commit();
                        }
                    }
                } catch (SQLException e) {
                    throw new InsertFailure(e);
                }
            });
            insert.flush();
        } catch (InsertFailure e) {
            throw e.reason;
        }
    }

    /** Gives the values of several rows at once to a prepared statement. */
    private static final class Prepared implements Insert {
        private final H2Session session;
        private final Table table;
        private final List<ScalarForm> forms;
        private final PreparedStatement statement;
        private final List<byte @Nullable []> waiting = new ArrayList<>();
        private final int most;

        Prepared(H2Session session, Table table, List<DataType> types) throws SQLException {
            this.session = session;
            this.table = table;
            this.forms = types.stream().map(type -> ((Scalar) type).form()).toList();
            this.most = types.isEmpty() ? 1 : Math.max(1, Math.min(BATCH, PARAMETERS / types.size()));
            this.statement = prepare(most);
        }

        private PreparedStatement prepare(int rows) throws SQLException {
            List<String> row = forms.stream().map(ScalarForm::placeholder).toList();
            return session.prepare(insertInto(table) + values(Collections.nCopies(rows, row)));
        }

        @Override
        public void row(RowReader reader) throws SQLException {
            for (int i = 0; i < forms.size(); i++) {
                waiting.add(reader.bytes(i));
            }
            if (forms.isEmpty()) {
                statement.executeUpdate();
            } else if (waiting.size() == most * forms.size()) {
                insert(statement);
            }
        }

        @Override
        public void flush() throws SQLException {
            if (!waiting.isEmpty()) {
                try (PreparedStatement last = prepare(waiting.size() / forms.size())) {
                    insert(last);
                }
            }
        }

        private void insert(PreparedStatement insert) throws SQLException {
            for (int i = 0; i < waiting.size(); i++) {
                byte[] value = waiting.get(i);
                if (value == null) {
                    insert.setNull(i + 1, Types.NULL);
                } else {
                    forms.get(i % forms.size()).bind(insert, i + 1, FieldText.decode(value));
                }
            }
            waiting.clear();
            insert.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }

    /** Writes the values into the statement. */
    private static final class Literal implements Insert {
        private final H2Session session;
        private final Table table;
        private final List<DataType> types;

        Literal(H2Session session, Table table, List<DataType> types) {
            this.session = session;
            this.table = table;
            this.types = types;
        }

        @Override
        public void row(RowReader reader) throws SQLException {
            try (PreparedStatement statement = session.prepare(statement(table, types, reader))) {
                statement.executeUpdate();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /**
     * Returns the statement that inserts a row, with its values in it.
     *
     * @param table the table
     * @param reader stands at the row
     */
    public static String statement(Table table, RowReader reader) {
        return statement(table, TableRows.types(table), reader);
    }

    private static String statement(Table table, List<DataType> types, RowReader reader) {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            byte[] value = reader.bytes(i);
            literals.add(value == null ? "NULL" : Literals.of(types.get(i), FieldText.decode(value)));
        }
        return insertInto(table) + values(List.of(literals));
    }

    private static String values(List<List<String>> rows) {
        return rows.get(0).isEmpty()
                ? " DEFAULT VALUES"
                : " VALUES "
                        + rows.stream()
                                .map(row -> "(" + String.join(", ", row) + ")")
                                .collect(Collectors.joining(", "));
    }

    /** Identity columns get the values that they had. */
    private static String insertInto(Table table) {
        String into = "INSERT INTO " + Quoting.identifier(table.name());
        return table.columns().isEmpty()
                ? into
                : into + "("
                        + Quoting.identifiers(
                                table.columns().stream().map(Column::name).toList())
                        + ") OVERRIDING SYSTEM VALUE";
    }

    /** Carries the driver's exception out of the row sink. */
    private static final class InsertFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final SQLException reason;

        InsertFailure(SQLException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
