package io.dbguard.internal.evidence;

import io.dbguard.internal.rule.Found;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What goes with an object that is dropped with CASCADE, from the catalogue of PostgreSQL. */
final class Dependants {
    private static final String QUERY = """
            WITH RECURSIVE gone (classid, objid, objsubid) AS (
                SELECT ?::regclass::oid, ?::oid, ?::int
                UNION
                SELECT step.classid, step.objid, step.objsubid
                  FROM gone g CROSS JOIN LATERAL (
                    SELECT classid, objid, objsubid FROM pg_depend
                     WHERE refclassid = g.classid AND refobjid = g.objid
                       AND (g.objsubid = 0 OR refobjsubid = g.objsubid) AND deptype IN ('n', 'a', 'i')
                    UNION ALL
                    -- A view goes with the rule that is its query.
                    SELECT refclassid, refobjid, refobjsubid FROM pg_depend
                     WHERE classid = g.classid AND objid = g.objid AND deptype = 'i'
                       AND g.classid = 'pg_rewrite'::regclass) step)
            SELECT DISTINCT pg_describe_object(g.classid, g.objid, g.objsubid) AS what
              FROM gone g
              LEFT JOIN pg_class c ON g.classid = 'pg_class'::regclass AND c.oid = g.objid
              LEFT JOIN pg_constraint k ON g.classid = 'pg_constraint'::regclass AND k.oid = g.objid
              LEFT JOIN pg_attrdef d ON g.classid = 'pg_attrdef'::regclass AND d.oid = g.objid
             WHERE NOT (g.objid = ?::oid AND (g.objsubid = ?::int OR g.objsubid = 0))
               AND (c.relkind IN ('r', 'p', 'v', 'm', 'f')
                    OR (k.contype = 'f' AND k.conrelid <> ?::oid)
                    OR d.adrelid <> ?::oid
                    OR g.classid = 'pg_proc'::regclass)
             ORDER BY 1
             LIMIT 1001
            """;

    private final Connection connection;

    Dependants(Connection connection) {
        this.connection = connection;
    }

    /** An object of the catalogue. */
    private record Root(String catalogue, long oid, int column) {}

    /** Returns what goes with it, at most a little more than a thousand objects; empty if the object is not known. */
    Optional<List<String>> of(Found found, int seconds) throws SQLException {
        Optional<Root> root = root(found);
        return root.isEmpty() ? Optional.empty() : Optional.of(read(root.get(), seconds));
    }

    private List<String> read(Root root, int seconds) throws SQLException {
        List<String> objects = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setQueryTimeout(seconds);
            query.setString(1, root.catalogue());
            query.setLong(2, root.oid());
            query.setInt(3, root.column());
            query.setLong(4, root.oid());
            query.setInt(5, root.column());
            query.setLong(6, root.oid());
            query.setLong(7, root.oid());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    objects.add(rows.getString(1));
                }
            }
        }
        return objects;
    }

    private Optional<Root> root(Found found) throws SQLException {
        String table = LiveNames.quoted(found.subject().get("table"));
        return switch (found.rule().id()) {
            case "drop-column-cascade" ->
                find(
                        "pg_class",
                        "SELECT attrelid, attnum FROM pg_attribute WHERE attrelid = to_regclass(?)"
                                + " AND attname = ?",
                        table,
                        found.subject().get("column"));
            case "drop-constraint-cascade" ->
                find(
                        "pg_constraint",
                        "SELECT oid, 0 FROM pg_constraint WHERE conrelid = to_regclass(?)" + " AND conname = ?",
                        table,
                        found.subject().get("name"));
            case "truncate-cascade" -> find("pg_class", "SELECT to_regclass(?)::oid, 0", table);
            case "drop-schema" ->
                find(
                        "pg_namespace",
                        "SELECT oid, 0 FROM pg_namespace WHERE nspname = ?",
                        found.subject().get("name"));
            case "drop-cascade" ->
                dropped(found.subject().get("name"), found.subject().get("kind"));
            default -> Optional.empty();
        };
    }

    private Optional<Root> dropped(String name, String kind) throws SQLException {
        return switch (kind.toUpperCase(Locale.ROOT)) {
            case "TABLE", "VIEW", "MATERIALIZED VIEW", "SEQUENCE", "FOREIGN TABLE" ->
                find("pg_class", "SELECT to_regclass(?)::oid, 0", LiveNames.quoted(name));
            case "TYPE", "DOMAIN" -> find("pg_type", "SELECT to_regtype(?)::oid, 0", LiveNames.quoted(name));
            case "FUNCTION", "PROCEDURE" -> find("pg_proc", "SELECT to_regproc(?)::oid, 0", LiveNames.quoted(name));
            case "EXTENSION" -> find("pg_extension", "SELECT oid, 0 FROM pg_extension WHERE extname = ?", name);
            default -> Optional.empty();
        };
    }

    private Optional<Root> find(String catalogue, String sql, String... names) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < names.length; i++) {
                query.setString(i + 1, names[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getObject(1) != null
                        ? Optional.of(new Root("pg_catalog." + catalogue, row.getLong(1), row.getInt(2)))
                        : Optional.empty();
            }
        }
    }
}
