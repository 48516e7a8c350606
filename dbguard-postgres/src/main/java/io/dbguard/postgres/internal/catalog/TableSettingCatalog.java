package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** What is said of a table once its indexes are there, and in which tablespace tables and indexes lie. */
final class TableSettingCatalog implements Catalog {
    private static final String BY_INDEX = """
            SELECT i.indexrelid, i.indisclustered, i.indisreplident AND t.relreplident = 'i' AS replica_identity,
                   t.relkind, n.nspname, t.relname, x.relname AS index_name
              FROM pg_index i
              JOIN pg_class x ON x.oid = i.indexrelid
              JOIN pg_class t ON t.oid = i.indrelid
              JOIN pg_namespace n ON n.oid = t.relnamespace
             WHERE (i.indisclustered OR (i.indisreplident AND t.relreplident = 'i'))
               AND t.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = t.oid AND e.deptype = 'e')
            """;

    /** Each with what takes it back; in the order in which a person would say it. */
    private static final String SETTINGS = """
            SELECT c.oid, n.nspname, c.relname, c.relkind,
                   array_agg(s.change ORDER BY s.attnum, s.position) AS changes,
                   array_agg(s.undo ORDER BY s.attnum, s.position) AS undos
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             CROSS JOIN LATERAL (
                   SELECT 0, 1, format('SET (%s)', string_agg(format('%I=%L', option_name, option_value), ', ')),
                          format('RESET (%s)', string_agg(quote_ident(option_name), ', '))
                     FROM pg_options_to_table(c.reloptions) WHERE c.relkind <> 'p' HAVING count(*) > 0
                   UNION ALL
                   SELECT 0, 2, format('SET (%s)', string_agg(format('toast.%I=%L', option_name, option_value), ', ')),
                          format('RESET (%s)', string_agg(format('toast.%I', option_name), ', '))
                     FROM pg_class t CROSS JOIN LATERAL pg_options_to_table(t.reloptions)
                    WHERE t.oid = c.reltoastrelid HAVING count(*) > 0
                   UNION ALL
                   SELECT 0, 3, CASE c.relreplident WHEN 'f' THEN 'REPLICA IDENTITY FULL' ELSE 'REPLICA IDENTITY NOTHING' END,
                          'REPLICA IDENTITY DEFAULT'
                    WHERE c.relreplident IN ('f', 'n') AND c.relkind IN ('r', 'p', 'm')
                   UNION ALL
                   SELECT a.attnum, setting.position, format('ALTER COLUMN %I %s', a.attname, setting.change),
                          format('ALTER COLUMN %I %s', a.attname, setting.undo)
                     FROM pg_attribute a
                     JOIN pg_type t ON t.oid = a.atttypid
                    CROSS JOIN LATERAL (VALUES
                          (4, CASE WHEN a.attstattarget >= 0 THEN 'SET STATISTICS ' || a.attstattarget END,
                              'SET STATISTICS -1'),
                          (5, CASE WHEN a.attstorage <> t.typstorage THEN 'SET STORAGE ' || CASE a.attstorage
                                   WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
                                   ELSE 'EXTENDED' END END,
                              'SET STORAGE ' || CASE t.typstorage
                                   WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
                                   ELSE 'EXTENDED' END),
                          (6, CASE a.attcompression WHEN 'p' THEN 'SET COMPRESSION pglz'
                                                    WHEN 'l' THEN 'SET COMPRESSION lz4' END,
                              'SET COMPRESSION default'),
                          (7, (SELECT format('SET (%s)', string_agg(format('%I=%L', option_name, option_value), ', '))
                                 FROM pg_options_to_table(a.attoptions) HAVING count(*) > 0),
                              (SELECT format('RESET (%s)', string_agg(quote_ident(option_name), ', '))
                                 FROM pg_options_to_table(a.attoptions))),
                          (8, (SELECT format('OPTIONS (%s)', string_agg(format('%I %L', option_name, option_value), ', '
                                                                        ORDER BY option_name))
                                 FROM pg_options_to_table(a.attfdwoptions) HAVING count(*) > 0),
                              (SELECT format('OPTIONS (%s)', string_agg(format('DROP %I', option_name), ', '))
                                 FROM pg_options_to_table(a.attfdwoptions)))
                          ) AS setting(position, change, undo)
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND setting.change IS NOT NULL
                   ) AS s(attnum, position, change, undo)
             WHERE c.relkind IN ('r', 'p', 'f', 'm') AND c.relpersistence <> 't'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
             GROUP BY c.oid, n.nspname, c.relname, c.relkind
            """;

    private static final String TABLESPACES = """
            SELECT c.oid, n.nspname, c.relname, c.relkind, s.spcname,
                   CASE WHEN c.relkind IN ('i', 'I') THEN tn.nspname ELSE n.nspname END AS table_schema,
                   CASE WHEN c.relkind IN ('i', 'I') THEN t.relname ELSE c.relname END AS table_name,
                   CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'i' THEN 'INDEX' WHEN 'I' THEN 'INDEX'
                                  ELSE 'TABLE' END AS kind
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_tablespace s ON s.oid = c.reltablespace
              LEFT JOIN pg_index i ON i.indexrelid = c.oid
              LEFT JOIN pg_class t ON t.oid = i.indrelid
              LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
             WHERE c.relkind IN ('r', 'p', 'm', 'i', 'I') AND c.relpersistence <> 't'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid IN (c.oid, t.oid) AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        List<CatalogObject> objects = session.query("read settings of tables", BY_INDEX, TableSettingCatalog::byIndex);
        objects.addAll(session.query("read settings of tables and columns", SETTINGS, TableSettingCatalog::settings));
        objects.addAll(session.query("read tablespaces", TABLESPACES, TableSettingCatalog::tablespace));
        return objects;
    }

    private static CatalogObject byIndex(ResultSet row) throws SQLException {
        var table = new TableName(row.getString("nspname"), row.getString("relname"));
        String index = identifier(row.getString("index_name"));
        boolean view = row.getString("relkind").equals("m");
        String alter = "ALTER " + (view ? "MATERIALIZED VIEW " : "TABLE ONLY ") + identifier(table);
        CatalogObject object = new CatalogObject(
                        new Address("table setting", row.getLong("indexrelid")),
                        new ObjectId(
                                "table setting", table.schema(), table.table() + "." + row.getString("index_name")),
                        Rank.TABLE_SETTING)
                .of(table)
                .afterData()
                .needs(new Address("pg_class", row.getLong("indexrelid")));
        if (row.getBoolean("indisclustered")) {
            object.create(alter.replace("ONLY ", "") + " CLUSTER ON " + index);
            object.drop(alter.replace("ONLY ", "") + " SET WITHOUT CLUSTER");
        }
        return row.getBoolean("replica_identity")
                ? object.create(alter + " REPLICA IDENTITY USING INDEX " + index)
                        .drop(alter + " REPLICA IDENTITY DEFAULT")
                : object;
    }

    /** Before the rows, which are stored as the settings say. */
    private static CatalogObject settings(ResultSet row) throws SQLException {
        var table = new TableName(row.getString("nspname"), row.getString("relname"));
        String foreign = row.getString("relkind").equals("f") ? "FOREIGN " : "";
        String alter = "ALTER " + foreign + "TABLE ONLY " + identifier(table) + " ";
        CatalogObject object = new CatalogObject(
                        new Address("table settings", row.getLong("oid")),
                        new ObjectId("settings", table.schema(), table.table()),
                        Rank.DEFAULTS)
                .of(table)
                .needs(new Address("pg_class", row.getLong("oid")));
        for (String change : (String[]) row.getArray("changes").getArray()) {
            object.create(alter + change);
        }
        for (String undo : (String[]) row.getArray("undos").getArray()) {
            object.drop(alter + undo);
        }
        return object;
    }

    private static CatalogObject tablespace(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        CatalogObject object = new CatalogObject(
                        new Address("tablespace of", row.getLong("oid")),
                        new ObjectId(
                                "tablespace",
                                row.getString("nspname"),
                                kind.toLowerCase(Locale.ROOT) + " " + row.getString("relname")),
                        Rank.SEQUENCE_OWNER)
                .of(new TableName(row.getString("table_schema"), row.getString("table_name")))
                .needs(new Address("pg_class", row.getLong("oid")))
                .create("ALTER " + kind + " " + identifier(row.getString("nspname"), row.getString("relname"))
                        + " SET TABLESPACE " + identifier(row.getString("spcname")));
        return object.section() == Section.BEFORE_DATA && kind.equals("INDEX") ? object.afterData() : object;
    }
}
