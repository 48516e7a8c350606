package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A column as CREATE TABLE takes it.
 *
 * @param name the column's name
 * @param type the type with its modifier
 * @param generated whether the value is computed, so that rows do not carry it
 * @param sql the whole definition
 * @param settings what has to be said by ALTER COLUMN: storage, statistics, options
 * @param parts what comes into being with it: its default, its identity sequence
 */
record ColumnDefinition(
        String name, String type, boolean generated, String sql, List<String> settings, List<Address> parts) {

    private static final String SQL = """
            SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod) AS type,
                   a.attgenerated, a.attidentity, a.attnotnull, a.attstattarget,
                   CASE WHEN a.attcollation <> t.typcollation
                        THEN (SELECT format('%%I.%%I', n.nspname, co.collname)
                                FROM pg_collation co JOIN pg_namespace n ON n.oid = co.collnamespace
                               WHERE co.oid = a.attcollation) END AS collation,
                   pg_get_expr(d.adbin, d.adrelid) AS expression, d.oid AS default_oid,
                   CASE WHEN a.attstorage <> t.typstorage
                        THEN CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                                               WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END AS storage,
                   CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
                   (SELECT string_agg(format('%%I=%%L', o.option_name, o.option_value), ', ')
                      FROM pg_options_to_table(a.attoptions) o) AS options,
                   s.oid AS sequence_oid, sn.nspname, s.relname, q.seqstart, q.seqincrement, q.seqmin, q.seqmax,
                   q.seqcache, q.seqcycle,
                   %s
              FROM pg_attribute a
              JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f')
              JOIN pg_namespace cn ON cn.oid = c.relnamespace
                                  AND cn.nspname !~ '^pg_' AND cn.nspname <> 'information_schema'
              JOIN pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
              LEFT JOIN pg_depend o ON a.attidentity <> '' AND o.refclassid = 'pg_class'::regclass
                                   AND o.refobjid = a.attrelid AND o.refobjsubid = a.attnum
                                   AND o.classid = 'pg_class'::regclass AND o.deptype = 'i'
              LEFT JOIN pg_sequence q ON q.seqrelid = o.objid
              LEFT JOIN pg_class s ON s.oid = q.seqrelid
              LEFT JOIN pg_namespace sn ON sn.oid = s.relnamespace
             WHERE a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attrelid, a.attnum
            """;

    /** Since 18 a NOT NULL has a name and may be inherited or not. */
    private static final String NOT_NULL_18 = """
            (SELECT format('CONSTRAINT %I %s', k.conname,
                           'NOT NULL' || CASE WHEN k.connoinherit THEN ' NO INHERIT' ELSE '' END)
               FROM pg_constraint k
              WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum] AND k.convalidated)
               AS not_null,
            (SELECT k.oid FROM pg_constraint k
              WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum] AND k.convalidated)
               AS not_null_oid""";

    private static final String NOT_NULL_BEFORE = """
            CASE WHEN a.attnotnull THEN 'NOT NULL' END AS not_null, NULL::oid AS not_null_oid""";

    /** Copies the lists. */
    ColumnDefinition {
        settings = List.copyOf(settings);
        parts = List.copyOf(parts);
    }

    static Map<Long, List<ColumnDefinition>> readAll(PgSession session) {
        record Owned(long table, ColumnDefinition column) {}
        String sql = SQL.formatted(session.majorVersion() >= 18 ? NOT_NULL_18 : NOT_NULL_BEFORE);
        return session.query("read the columns", sql, row -> new Owned(row.getLong("attrelid"), read(row))).stream()
                .collect(Collectors.groupingBy(Owned::table, Collectors.mapping(Owned::column, Collectors.toList())));
    }

    /** Returns the statements that complete the column once the table is there. */
    List<String> settings(TableName table) {
        return settings.stream()
                .map(setting ->
                        "ALTER TABLE ONLY " + identifier(table) + " ALTER COLUMN " + identifier(name) + " " + setting)
                .toList();
    }

    private static ColumnDefinition read(ResultSet row) throws SQLException {
        var sql = new StringBuilder(identifier(row.getString("attname")))
                .append(' ')
                .append(row.getString("type"));
        String collation = row.getString("collation");
        if (collation != null) {
            sql.append(" COLLATE ").append(collation);
        }
        sql.append(value(row));
        if (row.getString("not_null") != null) {
            sql.append(' ').append(row.getString("not_null"));
        }
        return new ColumnDefinition(
                row.getString("attname"),
                row.getString("type"),
                !row.getString("attgenerated").isEmpty(),
                sql.toString(),
                settings(row),
                parts(row));
    }

    private static String value(ResultSet row) throws SQLException {
        String expression = row.getString("expression");
        if (row.getString("relname") != null) {
            String always = row.getString("attidentity").equals("a") ? "ALWAYS" : "BY DEFAULT";
            return " GENERATED " + always + " AS IDENTITY (SEQUENCE NAME " + identifier(row.getString("nspname")) + "."
                    + identifier(row.getString("relname")) + SequenceCatalog.options(row) + ")";
        }
        if (expression == null) {
            return "";
        }
        return switch (row.getString("attgenerated")) {
            case "s" -> " GENERATED ALWAYS AS (" + expression + ") STORED";
            case "v" -> " GENERATED ALWAYS AS (" + expression + ") VIRTUAL";
            default -> " DEFAULT " + expression;
        };
    }

    private static List<String> settings(ResultSet row) throws SQLException {
        List<String> settings = new ArrayList<>();
        int target = row.getInt("attstattarget");
        if (!row.wasNull() && target >= 0) {
            settings.add("SET STATISTICS " + target);
        }
        if (row.getString("storage") != null) {
            settings.add("SET STORAGE " + row.getString("storage"));
        }
        if (row.getString("compression") != null) {
            settings.add("SET COMPRESSION " + row.getString("compression"));
        }
        if (row.getString("options") != null) {
            settings.add("SET (" + row.getString("options") + ")");
        }
        return settings;
    }

    private static List<Address> parts(ResultSet row) throws SQLException {
        List<Address> parts = new ArrayList<>();
        addPart(parts, "pg_attrdef", row.getLong("default_oid"));
        addPart(parts, "pg_class", row.getLong("sequence_oid"));
        addPart(parts, "pg_constraint", row.getLong("not_null_oid"));
        return parts;
    }

    private static void addPart(List<Address> parts, String catalog, long oid) {
        if (oid != 0) {
            parts.add(new Address(catalog, oid));
        }
    }
}
