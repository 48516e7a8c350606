package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Primary keys, unique, exclusion and check constraints, foreign keys, and NOT NULL constraints that are not validated.
 * A check that a table only inherits comes with its parent's; a key of a partition is made by itself and attached later.
 */
final class ConstraintCatalog implements Catalog {
    /** What pg_get_constraintdef leaves out of a primary or unique key are the options of its index. */
    private static final String SQL = """
            SELECT k.oid, k.conname, k.contype, k.conindid, k.confrelid, k.conrelid, k.connoinherit, k.convalidated, c.relkind,
                   n.nspname, c.relname,
                   pg_get_constraintdef(k.oid) AS definition,
                   (SELECT string_agg(format('%I=%L', o.option_name, o.option_value), ', ')
                      FROM pg_options_to_table(i.reloptions) o) AS options
              FROM pg_constraint k
              JOIN pg_class c ON c.oid = k.conrelid AND c.relkind IN ('r', 'p', 'f')
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_class i ON i.oid = k.conindid AND k.contype IN ('p', 'u')
             WHERE (k.contype IN ('p', 'u', 'x')
                    OR (k.contype = 'c' AND k.conislocal)
                    OR (k.contype = 'n' AND k.conislocal AND NOT k.convalidated)
                    OR (k.contype = 'f' AND k.conparentid = 0))
               AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
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
        CatalogObject object = new CatalogObject(
                        new Address("pg_constraint", row.getLong("oid")),
                        new ObjectId(
                                foreignKey ? "foreign key" : "constraint",
                                table.schema(),
                                table.table() + "." + constraint),
                        rank(row))
                .of(table)
                .afterData()
                .needs(new Address("pg_class", row.getLong("conrelid")))
                .create("ALTER TABLE " + (recurses(row) ? "" : "ONLY ") + identifier(table) + " ADD CONSTRAINT "
                        + identifier(constraint) + " " + definition(row))
                .drop("ALTER TABLE IF EXISTS " + identifier(table) + " DROP CONSTRAINT IF EXISTS "
                        + identifier(constraint));
        if (foreignKey) {
            return object.needs(new Address("pg_class", row.getLong("confrelid")));
        }
        return row.getLong("conindid") == 0 ? object : object.part(new Address("pg_class", row.getLong("conindid")));
    }

    private static Rank rank(ResultSet row) throws SQLException {
        if (row.getString("contype").equals("f")) {
            return Rank.FOREIGN_KEY;
        }
        return row.getBoolean("convalidated") ? Rank.CONSTRAINT : Rank.UNVALIDATED_CONSTRAINT;
    }

    /** A check goes down to the children, and so does a foreign key of a partitioned table; a key is made for each. */
    private static boolean recurses(ResultSet row) throws SQLException {
        return switch (row.getString("contype")) {
            case "c", "n" -> !row.getBoolean("connoinherit");
            case "f" -> row.getString("relkind").equals("p");
            default -> false;
        };
    }

    private static String definition(ResultSet row) throws SQLException {
        String definition = row.getString("definition");
        String options = row.getString("options");
        if (options == null) {
            return definition;
        }
        int deferrable = definition.lastIndexOf(" DEFERRABLE");
        int end = deferrable >= 0 ? deferrable : definition.length();
        return definition.substring(0, end) + " WITH (" + options + ")" + definition.substring(end);
    }
}
