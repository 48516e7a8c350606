package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;
import static io.dbguard.h2.internal.session.Quoting.literal;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Comments on all that can keep one. H2 forgets the comment on a view's column at the next start, and none can be given
 * to a synonym.
 */
final class CommentCatalog implements Catalog {
    private static final String SQL = """
            SELECT 'TABLE' AS KIND, TABLE_SCHEMA AS OF_SCHEMA, TABLE_NAME AS OF_NAME, TABLE_NAME AS CONTAINER,
                   NULL AS OF_COLUMN, REMARKS
              FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND REMARKS IS NOT NULL
            UNION ALL
            SELECT 'VIEW', TABLE_SCHEMA, TABLE_NAME, NULL, NULL, REMARKS
              FROM INFORMATION_SCHEMA.VIEWS WHERE REMARKS IS NOT NULL
            UNION ALL
            SELECT 'COLUMN', TABLE_SCHEMA, TABLE_NAME, TABLE_NAME, COLUMN_NAME, REMARKS
              FROM INFORMATION_SCHEMA.COLUMNS WHERE REMARKS IS NOT NULL
            UNION ALL
            SELECT 'CONSTRAINT', CONSTRAINT_SCHEMA, CONSTRAINT_NAME, TABLE_NAME, NULL, REMARKS
              FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE REMARKS IS NOT NULL
            UNION ALL
            SELECT 'DOMAIN CONSTRAINT', CONSTRAINT_SCHEMA, CONSTRAINT_NAME, DOMAIN_NAME, NULL, REMARKS
              FROM INFORMATION_SCHEMA.DOMAIN_CONSTRAINTS WHERE REMARKS IS NOT NULL
            UNION ALL
            SELECT 'INDEX', INDEX_SCHEMA, INDEX_NAME, TABLE_NAME, NULL, REMARKS
              FROM INFORMATION_SCHEMA.INDEXES WHERE REMARKS IS NOT NULL AND IS_GENERATED = FALSE
            UNION ALL
            SELECT DISTINCT 'TRIGGER', TRIGGER_SCHEMA, TRIGGER_NAME, EVENT_OBJECT_TABLE, NULL, REMARKS
              FROM INFORMATION_SCHEMA.TRIGGERS WHERE REMARKS IS NOT NULL
            UNION ALL
            SELECT 'SEQUENCE', SEQUENCE_SCHEMA, SEQUENCE_NAME, NULL, NULL, REMARKS
              FROM INFORMATION_SCHEMA.SEQUENCES WHERE REMARKS IS NOT NULL
            UNION ALL
            SELECT 'DOMAIN', DOMAIN_SCHEMA, DOMAIN_NAME, NULL, NULL, REMARKS
              FROM INFORMATION_SCHEMA.DOMAINS WHERE REMARKS IS NOT NULL
            UNION ALL
            SELECT 'CONSTANT', CONSTANT_SCHEMA, CONSTANT_NAME, NULL, NULL, REMARKS
              FROM INFORMATION_SCHEMA.CONSTANTS WHERE REMARKS IS NOT NULL
            UNION ALL
            SELECT 'SCHEMA', NULL, SCHEMA_NAME, NULL, NULL, REMARKS
              FROM INFORMATION_SCHEMA.SCHEMATA WHERE REMARKS IS NOT NULL
            UNION ALL
            SELECT 'ROLE', NULL, ROLE_NAME, NULL, NULL, REMARKS
              FROM INFORMATION_SCHEMA.ROLES WHERE REMARKS IS NOT NULL
            UNION ALL
            SELECT 'USER', NULL, USER_NAME, NULL, NULL, REMARKS
              FROM INFORMATION_SCHEMA.USERS WHERE REMARKS IS NOT NULL AND USER_NAME <> CURRENT_USER
            """;

    /** The container is the table, or the domain of a domain's constraint. */
    private record Remark(
            String kind,
            String schema,
            String name,
            @Nullable String container,
            @Nullable String column,
            String text) {

        private static Remark of(ResultSet row) throws SQLException {
            String schema = row.getString("OF_SCHEMA");
            return new Remark(
                    row.getString("KIND"),
                    schema == null ? "" : schema,
                    row.getString("OF_NAME"),
                    row.getString("CONTAINER"),
                    row.getString("OF_COLUMN"),
                    row.getString("REMARKS"));
        }

        private @Nullable TableName table() {
            return container == null || kind.equals("DOMAIN CONSTRAINT") ? null : new TableName(schema, container);
        }

        private ObjectId id() {
            return new ObjectId(
                    "comment",
                    schema,
                    kind.toLowerCase(Locale.ROOT) + " " + (column == null ? name : name + "." + column));
        }

        private String sql() {
            String subject = schema.isEmpty() ? identifier(name) : identifier(schema, name);
            return "COMMENT ON " + (kind.equals("DOMAIN CONSTRAINT") ? "CONSTRAINT" : kind) + " " + subject
                    + (column == null ? "" : "." + identifier(column)) + " IS " + literal(text);
        }

        /** Names whatever the comment may be on; what does not exist is not needed. */
        private List<ObjectId> needs() {
            String prefix = container == null || container.equals(name) ? "" : container + ".";
            List<ObjectId> needs = new ArrayList<>();
            needs.add(new ObjectId(kind.toLowerCase(Locale.ROOT), schema, prefix + name));
            needs.add(new ObjectId(kind.toLowerCase(Locale.ROOT), schema, name));
            needs.add(new ObjectId("foreign key", schema, prefix + name));
            if (table() != null) {
                needs.add(new ObjectId("table", schema, String.valueOf(container)));
            }
            return needs;
        }
    }

    @Override
    public void read(Facts facts, Findings found) {
        facts.session().query("read the comments", SQL, Remark::of).forEach(remark -> comment(remark, found));
        facts.scripted("COMMENT ON ALIAS ")
                .forEach((name, sql) -> found.add(
                        new CatalogObject(new ObjectId("comment", name.schema(), "alias " + name.name()), Rank.COMMENT)
                                .needs(new ObjectId("alias", name.schema(), name.name()))
                                .create(sql)));
    }

    private static void comment(Remark remark, Findings found) {
        TableName table = remark.table();
        boolean ours = table != null && found.hasTable(table);
        if (table == null || ours || remark.kind.equals("TRIGGER")) {
            CatalogObject comment = found.add(new CatalogObject(remark.id(), Rank.COMMENT).create(remark.sql()));
            remark.needs().forEach(comment::needs);
            if (table != null && ours) {
                comment.of(table);
            }
        }
    }
}
