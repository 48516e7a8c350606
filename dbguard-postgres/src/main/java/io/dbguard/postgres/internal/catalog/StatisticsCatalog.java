package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Extended statistics. What they found out is computed again by ANALYZE. */
final class StatisticsCatalog implements Catalog {
    private static final String SQL = """
            SELECT s.oid, n.nspname, s.stxname, s.stxrelid, s.stxstattarget, tn.nspname AS table_schema,
                   c.relname AS table_name, pg_get_statisticsobjdef(s.oid) AS definition
              FROM pg_statistic_ext s
              JOIN pg_namespace n ON n.oid = s.stxnamespace
              JOIN pg_class c ON c.oid = s.stxrelid
              JOIN pg_namespace tn ON tn.oid = c.relnamespace
             WHERE s.oid >= 16384 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_statistic_ext'::regclass AND e.objid = s.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the extended statistics", SQL, row -> {
            String schema = row.getString("nspname");
            String statistics = row.getString("stxname");
            CatalogObject object = new CatalogObject(
                            new Address("pg_statistic_ext", row.getLong("oid")),
                            new ObjectId("statistics", schema, statistics),
                            Rank.STATISTICS)
                    .of(new TableName(row.getString("table_schema"), row.getString("table_name")))
                    .afterData()
                    .needs(new Address("pg_class", row.getLong("stxrelid")))
                    .create(row.getString("definition"))
                    .drop("DROP STATISTICS IF EXISTS " + identifier(schema, statistics));
            int target = row.getInt("stxstattarget");
            return row.wasNull() || target < 0
                    ? object
                    : object.create("ALTER STATISTICS " + identifier(schema, statistics) + " SET STATISTICS " + target);
        });
    }
}
