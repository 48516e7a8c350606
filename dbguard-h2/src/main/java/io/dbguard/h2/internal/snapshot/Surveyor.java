package io.dbguard.h2.internal.snapshot;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.h2.internal.session.Quoting;
import io.dbguard.spi.database.Survey;
import io.dbguard.spi.database.Survey.Rows;
import io.dbguard.spi.database.Survey.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds out what may be read and how much there is. H2 knows how many rows a table has. */
final class Surveyor {
    private static final int TABLES_PER_QUERY = 200;

    private static final String VERSION = """
            SELECT CAST(REGEXP_REPLACE(H2VERSION(), '^2\\.(\\d+).*$', '$1') AS INTEGER)
            """;

    /** Counted in pages while it is open, and not there for a database in memory. */
    private static final String SIZE = """
            SELECT CAST(SETTING_VALUE AS BIGINT) FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'info.FILE_SIZE'
            """;

    private final H2Session session;
    private final List<String> obstacles = new ArrayList<>();

    private Surveyor(H2Session session) {
        this.session = session;
    }

    static Survey survey(H2Session session, List<Table> tables) {
        return new Surveyor(session).survey(tables);
    }

    private Survey survey(List<Table> tables) {
        int minor = session.query("ask for the version", VERSION, row -> row.getInt(1))
                .get(0);
        long bytes = session.query("ask for the size of the database", SIZE, row -> row.getLong(1)).stream()
                .findFirst()
                .orElse(0L);
        List<Rows> rows = counted(tables.stream().map(Table::name).toList());
        return new Survey(version(minor), "H2 2.3 to 2.5", bytes, rows, obstacles);
    }

    private static Version version(int minor) {
        return minor < 3 ? Version.OLDER : minor <= 5 ? Version.TESTED : Version.NEWER;
    }

    private List<Rows> counted(List<TableName> tables) {
        List<Rows> rows = new ArrayList<>();
        for (int from = 0; from < tables.size(); from += TABLES_PER_QUERY) {
            rows.addAll(countedTogether(tables.subList(from, Math.min(tables.size(), from + TABLES_PER_QUERY))));
        }
        return rows;
    }

    /** H2 does not tell beforehand what a user may read: an attempt has to do, and it names one table at a time. */
    private List<Rows> countedTogether(List<TableName> tables) {
        var index = new int[] {0};
        String sql = tables.stream()
                .map(table ->
                        "SELECT " + index[0]++ + " AS POSITION_, COUNT(*) FROM " + Quoting.identifier(table) + "\n")
                .collect(Collectors.joining("UNION ALL ", "", "ORDER BY 1"));
        try {
            return session.query("count rows", sql, row -> new Rows(tables.get(row.getInt(1)), row.getLong(2), true));
        } catch (DatabaseException e) {
            obstacles.add(e.failed());
            return List.of();
        }
    }
}
