package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column as the catalogs have it. Its default is an object of its own, see {@link DefaultsCatalog}.
 *
 * @param name the column's name
 * @param type the type with its modifier
 * @param local whether the table itself defines it; otherwise it is only inherited
 * @param generated whether the value is computed, so that rows do not carry it
 * @param generatedByParent whether it is computed as the parent says, and may not say so itself; before 16
 * @param value how the value comes about, if it is generated or an identity; otherwise empty
 * @param collation the collation, if it is not the type's own
 * @param notNull the NOT NULL constraint as CREATE TABLE takes it, empty if there is none
 * @param notNullLocal whether the table itself says so; only to be told since 18
 * @param notNullChange how the column differs from the parents' in that, as ALTER COLUMN takes it; before 18
 * @param sequenceChanges what has to be said of its identity sequence
 * @param parts what comes into being with it: its identity sequence, its constraint
 */
record ColumnDefinition(
        String name,
        String type,
        boolean local,
        boolean generated,
        boolean generatedByParent,
        String value,
        String collation,
        String notNull,
        boolean notNullLocal,
        String notNullChange,
        List<String> sequenceChanges,
        List<Address> parts) {

    private static final String SQL = """
            SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attislocal,
                   a.attgenerated, a.attidentity, a.attnotnull,
                   CASE WHEN a.attcollation <> t.typcollation
                        THEN (SELECT format('%%I.%%I', n.nspname, co.collname)
                                FROM pg_collation co JOIN pg_namespace n ON n.oid = co.collnamespace
                               WHERE co.oid = a.attcollation) END AS collation,
                   CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS expression,
                   CASE WHEN a.attgenerated <> '' THEN d.oid END AS expression_oid,
                   s.oid AS sequence_oid,
                   -- Before 15 a sequence was always logged.
                   CASE WHEN current_setting('server_version_num')::int >= 150000 THEN s.relpersistence END AS relpersistence,
                   c.relpersistence AS table_persistence, sn.nspname, s.relname, q.seqstart, q.seqincrement, q.seqmin,
                   q.seqmax, q.seqcache, q.seqcycle,
                   k.oid AS not_null_oid, k.conname AS not_null_name, k.conislocal AS not_null_local,
                   k.connoinherit AS not_null_no_inherit,
                   EXISTS (SELECT FROM pg_inherits i
                             JOIN pg_attribute pa ON pa.attrelid = i.inhparent AND pa.attname = a.attname
                            WHERE i.inhrelid = a.attrelid AND pa.attnotnull) AS parent_not_null,
                   EXISTS (SELECT FROM pg_inherits i
                             JOIN pg_attribute pa ON pa.attrelid = i.inhparent AND pa.attname = a.attname
                            WHERE i.inhrelid = a.attrelid AND pa.attgenerated <> '') AS parent_generated
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
              LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum]
                                       AND k.convalidated
             WHERE a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attrelid, a.attnum
            """.formatted();

    /** Copies the lists. */
    ColumnDefinition {
        sequenceChanges = List.copyOf(sequenceChanges);
        parts = List.copyOf(parts);
    }

    /** Reads the columns of all tables, each table's in their order. */
    static Map<Long, List<ColumnDefinition>> readAll(PgSession session) {
        record Owned(long table, ColumnDefinition column) {}
        int version = session.majorVersion();
        return session
                .query("read the columns", SQL, row -> new Owned(row.getLong("attrelid"), read(row, version)))
                .stream()
                .collect(Collectors.groupingBy(Owned::table, Collectors.mapping(Owned::column, Collectors.toList())));
    }

    /**
     * Returns the column as CREATE TABLE takes it.
     *
     * @param standsAlone whether the table has no parents from which a constraint would come
     */
    String sql(boolean standsAlone) {
        boolean inherited = notNull.startsWith("CONSTRAINT") && !notNullLocal && !standsAlone;
        String ownValue = generatedByParent && !standsAlone ? "" : value;
        return identifier(name) + " " + type + collation + ownValue
                + (notNull.isEmpty() || inherited ? "" : " " + notNull);
    }

    private static ColumnDefinition read(ResultSet row, int version) throws SQLException {
        String collation = row.getString("collation");
        boolean notNull = row.getBoolean("attnotnull");
        boolean namedNotNull = version >= 18;
        return new ColumnDefinition(
                row.getString("attname"),
                row.getString("type"),
                row.getBoolean("attislocal"),
                !row.getString("attgenerated").isEmpty(),
                version < 16 && row.getBoolean("parent_generated"),
                value(row),
                collation == null ? "" : " COLLATE " + collation,
                namedNotNull ? named(row) : notNull ? "NOT NULL" : "",
                namedNotNull && row.getBoolean("not_null_local"),
                namedNotNull ? "" : notNullChange(notNull, row.getBoolean("parent_not_null")),
                sequenceChanges(row),
                parts(row));
    }

    /** A NOT NULL that is not validated yet stands among the constraints. */
    private static String named(ResultSet row) throws SQLException {
        @Nullable String name = row.getString("not_null_name");
        return name == null
                ? ""
                : "CONSTRAINT " + identifier(name) + " NOT NULL"
                        + (row.getBoolean("not_null_no_inherit") ? " NO INHERIT" : "");
    }

    private static String notNullChange(boolean own, boolean ofParents) {
        return own == ofParents ? "" : own ? "SET NOT NULL" : "DROP NOT NULL";
    }

    private static String value(ResultSet row) throws SQLException {
        if (row.getString("relname") != null) {
            String always = row.getString("attidentity").equals("a") ? "ALWAYS" : "BY DEFAULT";
            return " GENERATED " + always + " AS IDENTITY (SEQUENCE NAME "
                    + identifier(row.getString("nspname"), row.getString("relname")) + SequenceCatalog.options(row)
                    + ")";
        }
        return switch (row.getString("attgenerated")) {
            case "s" -> " GENERATED ALWAYS AS (" + row.getString("expression") + ") STORED";
            case "v" -> " GENERATED ALWAYS AS (" + row.getString("expression") + ") VIRTUAL";
            default -> "";
        };
    }

    /** An identity's sequence is made as its table is, logged or not, and may have been changed since. */
    private static List<String> sequenceChanges(ResultSet row) throws SQLException {
        String own = row.getString("relpersistence");
        if (own == null || own.equals(row.getString("table_persistence"))) {
            return List.of();
        }
        return List.of("ALTER SEQUENCE " + identifier(row.getString("nspname"), row.getString("relname")) + " SET "
                + (own.equals("u") ? "UNLOGGED" : "LOGGED"));
    }

    private static List<Address> parts(ResultSet row) throws SQLException {
        List<Address> parts = new ArrayList<>();
        addPart(parts, "pg_attrdef", row.getLong("expression_oid"));
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
