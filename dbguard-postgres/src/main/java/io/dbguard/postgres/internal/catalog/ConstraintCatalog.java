package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Primary keys, unique, exclusion and check constraints, and foreign keys of tables. */
final class ConstraintCatalog implements Catalog {
    /** What pg_get_constraintdef leaves out of a key are the options of its index. */
    private static final String SQL = """
            SELECT k.oid, k.conname, k.contype, k.conindid, k.confrelid, k.conrelid, c.relkind,
                   n.nspname, c.relname,
                   pg_get_constraintdef(k.oid) AS definition,
                   (SELECT string_agg(format('%I=%L', o.option_name, o.option_value), ', ')
                      FROM pg_options_to_table(i.reloptions) o) AS options
              FROM pg_constraint k
              JOIN pg_class c ON c.oid = k.conrelid AND c.relkind IN ('r', 'p', 'f')
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_class i ON i.oid = k.conindid AND k.contype IN ('p', 'u', 'x')
             WHERE k.contype IN ('p', 'u', 'x', 'c', 'f') AND k.conislocal AND k.conparentid = 0
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the constraints", SQL, ConstraintCatalog::constraint);
    }

    private static CatalogObject constraint(ResultSet row) throws SQLException {
        var table = new TableName(row.getString("nspname"), row.getString("relname"));
        String constraint = row.getString("conname");
        boolean foreignKey = row.getString("contype").equals("f");
        String alter = "ALTER TABLE " + (row.getString("relkind").equals("p") ? "" : "ONLY ") + identifier(table);
        CatalogObject object = new CatalogObject(
                        new Address("pg_constraint", row.getLong("oid")),
                        new ObjectId(
                                foreignKey ? "foreign key" : "constraint",
                                table.schema(),
                                table.table() + "." + constraint),
                        foreignKey ? Rank.FOREIGN_KEY : Rank.CONSTRAINT)
                .of(table)
                .afterData()
                .needs(new Address("pg_class", row.getLong("conrelid")))
                .create(alter + " ADD CONSTRAINT " + identifier(constraint) + " " + definition(row))
                .drop("ALTER TABLE IF EXISTS " + identifier(table) + " DROP CONSTRAINT IF EXISTS "
                        + identifier(constraint));
        if (foreignKey) {
            return object.needs(new Address("pg_class", row.getLong("confrelid")));
        }
        return row.getLong("conindid") == 0 ? object : object.part(new Address("pg_class", row.getLong("conindid")));
    }

    private static String definition(ResultSet row) throws SQLException {
        String definition = row.getString("definition");
        String options = row.getString("options");
        if (options == null) {
            return definition;
        }
        int deferrable = definition.lastIndexOf(" DEFERRABLE");
        int end = deferrable < 0 ? definition.length() : deferrable;
        return definition.substring(0, end) + " WITH (" + options + ")" + definition.substring(end);
    }
}
