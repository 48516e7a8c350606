package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text search parsers, templates, dictionaries and configurations. */
final class TextSearchCatalog implements Catalog {
    private static final String PARSERS = """
            SELECT p.oid, n.nspname, p.prsname AS name,
                   concat_ws(', ', 'START = ' || p.prsstart, 'GETTOKEN = ' || p.prstoken, 'END = ' || p.prsend,
                       'HEADLINE = ' || nullif(p.prsheadline::oid, 0)::regproc, 'LEXTYPES = ' || p.prslextype)
                       AS definition
              FROM pg_ts_parser p
              JOIN pg_namespace n ON n.oid = p.prsnamespace
             WHERE p.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_ts_parser'::regclass AND e.objid = p.oid AND e.deptype = 'e')
            """;

    private static final String TEMPLATES = """
            SELECT t.oid, n.nspname, t.tmplname AS name,
                   concat_ws(', ', 'INIT = ' || nullif(t.tmplinit::oid, 0)::regproc, 'LEXIZE = ' || t.tmpllexize)
                       AS definition
              FROM pg_ts_template t
              JOIN pg_namespace n ON n.oid = t.tmplnamespace
             WHERE t.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_ts_template'::regclass AND e.objid = t.oid AND e.deptype = 'e')
            """;

    private static final String DICTIONARIES = """
            SELECT d.oid, n.nspname, d.dictname AS name,
                   concat_ws(', ', format('TEMPLATE = %I.%I', tn.nspname, t.tmplname), d.dictinitoption) AS definition
              FROM pg_ts_dict d
              JOIN pg_namespace n ON n.oid = d.dictnamespace
              JOIN pg_ts_template t ON t.oid = d.dicttemplate
              JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
             WHERE d.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_ts_dict'::regclass AND e.objid = d.oid AND e.deptype = 'e')
            """;

    private static final String CONFIGURATIONS = """
            SELECT c.oid, n.nspname, c.cfgname AS name, format('PARSER = %I.%I', pn.nspname, p.prsname) AS definition,
                   ARRAY(SELECT format('ADD MAPPING FOR %I WITH %s', t.alias,
                                       string_agg(format('%I.%I', dn.nspname, d.dictname), ', ' ORDER BY m.mapseqno))
                           FROM pg_ts_config_map m
                           JOIN pg_ts_dict d ON d.oid = m.mapdict
                           JOIN pg_namespace dn ON dn.oid = d.dictnamespace
                           JOIN ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype
                          WHERE m.mapcfg = c.oid
                          GROUP BY m.maptokentype, t.alias ORDER BY m.maptokentype) AS mappings
              FROM pg_ts_config c
              JOIN pg_namespace n ON n.oid = c.cfgnamespace
              JOIN pg_ts_parser p ON p.oid = c.cfgparser
              JOIN pg_namespace pn ON pn.oid = p.prsnamespace
             WHERE c.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_ts_config'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        List<CatalogObject> objects = new ArrayList<>();
        objects.addAll(read(session, PARSERS, "pg_ts_parser", "text search parser", Rank.TEXT_SEARCH_PARSER));
        objects.addAll(read(session, TEMPLATES, "pg_ts_template", "text search template", Rank.TEXT_SEARCH_TEMPLATE));
        objects.addAll(
                read(session, DICTIONARIES, "pg_ts_dict", "text search dictionary", Rank.TEXT_SEARCH_DICTIONARY));
        objects.addAll(read(
                session, CONFIGURATIONS, "pg_ts_config", "text search configuration", Rank.TEXT_SEARCH_CONFIGURATION));
        return objects;
    }

    private static List<CatalogObject> read(PgSession session, String sql, String catalog, String kind, Rank rank) {
        String keyword = kind.toUpperCase(Locale.ROOT);
        return session.query("read the " + kind + " objects", sql, row -> {
            String schema = row.getString("nspname");
            String name = row.getString("name");
            CatalogObject object = new CatalogObject(
                            new Address(catalog, row.getLong("oid")), new ObjectId(kind, schema, name), rank)
                    .create("CREATE " + keyword + " " + identifier(schema, name) + " (" + row.getString("definition")
                            + ")")
                    .drop("DROP " + keyword + " IF EXISTS " + identifier(schema, name));
            if (rank == Rank.TEXT_SEARCH_CONFIGURATION) {
                for (String mapping : (String[]) row.getArray("mappings").getArray()) {
                    object.create("ALTER " + keyword + " " + identifier(schema, name) + " " + mapping);
                }
            }
            return object;
        });
    }
}
