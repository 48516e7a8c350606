package io.dbguard.postgres.internal.restore;

import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.provider.TextRow;
import io.dbguard.spi.database.RowSource;
import io.dbguard.spi.database.Staging;
import io.dbguard.spi.database.UniqueKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Temporary tables, which are gone when the transaction ends. */
final class PostgresStaging implements Staging {
    private static final String TYPES = """
            SELECT t.type, pg_catalog.to_regtype(t.type) IS NOT NULL AS known
              FROM pg_catalog.unnest(ARRAY[%s]::text[]) WITH ORDINALITY AS t (type, position)
             ORDER BY t.position
            """;

    private final PgSession session;
    private final boolean readOnly;
    private int tables;
    private final KeyOperators operators;
    private @Nullable ObstacleCourse obstacles;

    /**
     * Creates the place.
     *
     * @param session the transaction
     * @param readOnly whether nothing but temporary tables may change
     */
    PostgresStaging(PgSession session, boolean readOnly) {
        this.session = session;
        this.readOnly = readOnly;
        this.operators = new KeyOperators(session);
    }

    @Override
    public String column(String column) {
        return Quoting.identifier(column);
    }

    @Override
    public String rowsOf(TableName table) {
        return "ONLY " + Quoting.identifier(table);
    }

    @Override
    public String allRowsOf(TableName table) {
        return Quoting.identifier(table);
    }

    /** Compares what is stored, which also works for types without equality, such as json (PostgreSQL docs, 9.25.6). */
    @Override
    public String differ(String one, String other) {
        return "pg_catalog.record_image_ne(ROW(" + one + "), ROW(" + other + "))";
    }

    @Override
    public String same(String type, String one, String other) {
        return operators.same(type, one, other);
    }

    @Override
    public String rowId() {
        return "ctid";
    }

    @Override
    public Map<TableName, List<UniqueKey>> uniqueKeys(Set<TableName> of) {
        return UniqueKeys.of(of, session);
    }

    @Override
    public String create(Table table, List<String> work) {
        tables++;
        String name = "pg_temp." + Quoting.identifier("dbguard_staged_" + tables);
        List<String> types = types(table.columns());
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(Quoting.identifier(table.columns().get(i).name()) + " " + types.get(i));
        }
        work.forEach(column -> columns.add(Quoting.identifier(column) + " int NOT NULL DEFAULT 0"));
        session.execute(
                "lay rows beside the table " + table.name(),
                "CREATE TEMPORARY TABLE " + name + " (" + String.join(", ", columns) + ") ON COMMIT DROP");
        if (!table.key().isEmpty()) {
            session.execute(
                    "lay rows beside the table " + table.name(),
                    "CREATE INDEX ON " + name + " (" + Quoting.identifiers(table.key()) + ")");
        }
        return name;
    }

    /** A type may have gone with its table. */
    private List<String> types(List<Column> columns) {
        String wanted =
                columns.stream().map(column -> Quoting.literal(column.type())).collect(Collectors.joining(", "));
        return session.query(
                "look for types",
                TYPES.formatted(wanted),
                row -> row.getBoolean("known") ? row.getString("type") : "text");
    }

    @Override
    public void load(String staged, Table table, RowSource rows) {
        RowLoader.toCommitted(session).load(staged, table, rows);
        session.execute("count the rows laid beside the table " + table.name(), "ANALYZE " + staged);
    }

    @Override
    public void seal() {
        if (readOnly) {
            session.execute("change nothing", "SET TRANSACTION READ ONLY");
        }
    }

    @Override
    public List<List<Optional<String>>> query(String doing, String sql) {
        return session.query(doing, sql, TextRow::of);
    }

    @Override
    public long change(String doing, String sql) {
        return session.update(doing, sql);
    }

    /** Else the operators of an extension's type could not be named, or another type's would be taken. */
    @Override
    public long mark(String doing, Table table, String sql) {
        operators.checkFound(table, sql);
        String schemas = operators.schemas();
        if (schemas.isEmpty()) {
            return change(doing, sql);
        }
        session.execute("use operators", "SET LOCAL search_path = pg_catalog" + schemas);
        long marked = change(doing, sql);
        session.execute("use operators", "SET LOCAL search_path = ''");
        return marked;
    }

    @Override
    public void makeWay(Map<TableName, Set<String>> changed, boolean foreignKeys) {
        obstacles = ObstacleCourse.removeForRows(session, new TreeMap<>(changed), foreignKeys);
    }

    @Override
    public void putBack() {
        // What is checked at the end otherwise is checked now: no table with such checks open can be altered.
        session.execute("check the foreign keys", "SET CONSTRAINTS ALL IMMEDIATE");
        if (obstacles != null) {
            obstacles.putBack();
            obstacles = null;
        }
    }
}
