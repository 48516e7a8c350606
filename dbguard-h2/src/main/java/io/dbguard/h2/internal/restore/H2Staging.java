package io.dbguard.h2.internal.restore;

import io.dbguard.api.RequestException;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.rows.RowInserter;
import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.h2.internal.session.Quoting;
import io.dbguard.provider.TextRow;
import io.dbguard.spi.database.RowSource;
import io.dbguard.spi.database.Staging;
import io.dbguard.spi.database.UniqueKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Local temporary tables, which nobody else sees, and whose making does not end the transaction. */
final class H2Staging implements Staging {
    private static final String TRIGGERS = """
            SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE FROM INFORMATION_SCHEMA.TRIGGERS
            """;

    private final H2Session session;
    private final ForeignKeySwitch foreignKeys;
    private final Consumer<Set<TableName>> beforeChange;
    private final String schema;
    private final Map<String, TableName> made = new LinkedHashMap<>();
    private Set<TableName> concerned = Set.of();

    /**
     * Creates the place.
     *
     * @param session the transaction
     * @param foreignKeys the switch
     * @param beforeChange is told of the tables whose foreign keys are about to be turned off
     */
    H2Staging(H2Session session, ForeignKeySwitch foreignKeys, Consumer<Set<TableName>> beforeChange) {
        this.session = session;
        this.foreignKeys = foreignKeys;
        this.beforeChange = beforeChange;
        this.schema = session.query("find the schema", "SELECT CURRENT_SCHEMA", row -> row.getString(1))
                .get(0);
    }

    @Override
    public String column(String column) {
        return Quoting.identifier(column);
    }

    @Override
    public String rowsOf(TableName table) {
        return Quoting.identifier(table);
    }

    @Override
    public String allRowsOf(TableName table) {
        return Quoting.identifier(table);
    }

    @Override
    public String differ(String one, String other) {
        return "(" + one + " IS DISTINCT FROM " + other + ")";
    }

    @Override
    public String rowId() {
        return "_ROWID_";
    }

    @Override
    public Map<TableName, List<UniqueKey>> uniqueKeys(Set<TableName> of) {
        return UniqueKeys.of(of, session);
    }

    @Override
    public String create(Table table, List<String> work) {
        var name = new TableName(schema, "DBGUARD_STAGED_" + (made.size() + 1));
        List<String> parts = new ArrayList<>();
        for (Column column : table.columns()) {
            parts.add(Quoting.identifier(column.name()) + " " + column.type());
        }
        work.forEach(column -> parts.add(Quoting.identifier(column) + " INTEGER DEFAULT 0 NOT NULL"));
        if (!table.key().isEmpty()) {
            parts.add("UNIQUE(" + Quoting.identifiers(table.key()) + ")");
        }
        String sql = Quoting.identifier(name);
        made.put(sql, name);
        session.execute(
                "lay rows beside the table " + table.name(),
                "CREATE LOCAL TEMPORARY TABLE " + sql + "(" + String.join(", ", parts)
                        + ") NOT PERSISTENT TRANSACTIONAL");
        return sql;
    }

    @Override
    public void load(String staged, Table table, RowSource rows) {
        TableName name = Objects.requireNonNull(made.get(staged));
        var temporary = new Table(name, table.object(), table.columns(), table.key());
        try {
            RowInserter.insert(session, temporary, rows, Integer.MAX_VALUE);
        } catch (SQLException e) {
            throw session.failure("lay rows beside the table " + table.name(), e);
        }
    }

    @Override
    public void seal() {
        // H2 has no transaction that may change temporary tables only; the rollback at the end takes everything back.
    }

    @Override
    public List<List<Optional<String>>> query(String doing, String sql) {
        return session.query(doing, sql, TextRow::of);
    }

    @Override
    public long change(String doing, String sql) {
        return session.update(doing, sql);
    }

    /** H2 checks foreign keys row by row, so that even rows that refer to others of their table could come in a wrong order. */
    @Override
    public void makeWay(Map<TableName, Set<String>> changed, boolean circle) {
        Set<TableName> tables = changed.keySet();
        Set<TableName> watched = new TreeSet<>(
                session.query("read the triggers", TRIGGERS, row -> new TableName(row.getString(1), row.getString(2))));
        watched.retainAll(tables);
        if (!watched.isEmpty()) {
            throw new RequestException(
                    "H2 cannot keep the triggers of " + watched.iterator().next() + " from firing while rows come back",
                    "the database is as it was",
                    "drop the triggers meanwhile, or restore the whole table, with the mode 'replace'");
        }
        concerned = Set.copyOf(tables);
        beforeChange.accept(concerned);
        foreignKeys.off(concerned);
    }

    @Override
    public void putBack() {
        foreignKeys.on();
        foreignKeys.check(concerned);
    }

    /** Removes the temporary tables, which outlive the transaction. */
    void drop() {
        made.keySet().forEach(sql -> session.execute("remove a temporary table", "DROP TABLE IF EXISTS " + sql));
        made.clear();
    }
}
