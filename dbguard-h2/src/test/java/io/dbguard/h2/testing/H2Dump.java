package io.dbguard.h2.testing;

import io.dbguard.contract.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A database as text, independent of how dbguard reads it: what H2's own SCRIPT says, one row a statement, in an order of
 * its own, and what SCRIPT leaves out.
 */
public final class H2Dump {
    /** Large values stay where they are; the order of the statements is undone below. */
    private static final String SCRIPT = "SCRIPT SIMPLE NOPASSWORDS NOSETTINGS BLOCKSIZE 1000000000";

    private static final List<String> BESIDES = List.of(
            "SELECT 'synonym', SYNONYM_SCHEMA, SYNONYM_NAME, SYNONYM_FOR_SCHEMA, SYNONYM_FOR FROM INFORMATION_SCHEMA.SYNONYMS",
            "SELECT 'schema', SCHEMA_NAME, SCHEMA_OWNER, REMARKS FROM INFORMATION_SCHEMA.SCHEMATA",
            "SELECT 'constraint', TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, CONSTRAINT_TYPE, NULLS_DISTINCT, ENFORCED, REMARKS"
                    + " FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS",
            "SELECT 'index', I.TABLE_SCHEMA, I.TABLE_NAME, CASE WHEN I.IS_GENERATED THEN '' ELSE I.INDEX_NAME END,"
                    + " INDEX_TYPE_NAME, NULLS_DISTINCT, I.IS_GENERATED, INDEX_CLASS, REMARKS, LISTAGG(COLUMN_NAME || ' '"
                    + " || ORDERING_SPECIFICATION || NULL_ORDERING || IS_UNIQUE) WITHIN GROUP (ORDER BY ORDINAL_POSITION)"
                    + " FROM INFORMATION_SCHEMA.INDEXES I JOIN INFORMATION_SCHEMA.INDEX_COLUMNS C"
                    + " ON C.INDEX_SCHEMA = I.INDEX_SCHEMA AND C.INDEX_NAME = I.INDEX_NAME AND C.TABLE_NAME = I.TABLE_NAME"
                    // Whether a foreign key has an index of its own depends on what was there first.
                    + " WHERE I.INDEX_TYPE_NAME <> 'INDEX' OR I.IS_GENERATED = FALSE"
                    + " GROUP BY I.TABLE_SCHEMA, I.TABLE_NAME, I.INDEX_NAME, INDEX_TYPE_NAME, NULLS_DISTINCT,"
                    + " I.IS_GENERATED, INDEX_CLASS, REMARKS",
            "SELECT 'sequence', SEQUENCE_SCHEMA, SEQUENCE_NAME, BASE_VALUE, MINIMUM_VALUE, MAXIMUM_VALUE, INCREMENT, CACHE,"
                    + " CYCLE_OPTION FROM INFORMATION_SCHEMA.SEQUENCES",
            "SELECT 'identity', TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, IDENTITY_GENERATION, IDENTITY_BASE, IDENTITY_MINIMUM,"
                    + " IDENTITY_MAXIMUM, IDENTITY_INCREMENT, IDENTITY_CACHE, IDENTITY_CYCLE"
                    + " FROM INFORMATION_SCHEMA.COLUMNS WHERE IS_IDENTITY = 'YES'",
            "SELECT 'column', TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, IS_VISIBLE, DEFAULT_ON_NULL, REMARKS"
                    + " FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'",
            "SELECT 'view', TABLE_SCHEMA, TABLE_NAME, STATUS FROM INFORMATION_SCHEMA.VIEWS"
                    + " WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'",
            "SELECT 'setting', SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'COLLATION'",
            "SELECT 'right', GRANTEE, GRANTEDROLE, RIGHTS, TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.RIGHTS");

    private H2Dump() {}

    /** Returns a database as text, read by its administrator. */
    public static String of(TestDatabase database) {
        // A file is closed together with its last connection, and opening it again for each query takes its time.
        try (Connection keepsOpen = database.dataSource().getConnection()) {
            return read(database);
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static String read(TestDatabase database) {
        List<String> lines = new ArrayList<>(database.query(SCRIPT));
        lines.removeIf(line -> line.startsWith("--"));
        // What H2 guesses of a column's values comes and goes with the moment at which it looks at them.
        lines.replaceAll(line -> line.startsWith("CREATE") ? line.replaceAll(" SELECTIVITY \\d+", "") : line);
        BESIDES.forEach(sql -> lines.addAll(database.query(sql)));
        Collections.sort(lines);
        return String.join("\n", lines);
    }
}
