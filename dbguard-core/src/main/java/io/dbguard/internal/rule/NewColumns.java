package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Column;
import io.dbguard.internal.command.Column.Generated;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.TableAction;
import io.dbguard.internal.sql.Token;
import java.util.List;

/** Columns that are added. */
final class NewColumns implements Family {
    static final Rule REQUIRED = Rule.compatibility(
                    "add-required-column", Risk.HIGH, "adds {table}.{column} NOT NULL without a default")
            .why(
                    "It fails as soon as the table holds one row; and the running release inserts rows without the column.")
            .safer("""
                    ALTER TABLE {table} ADD COLUMN {column} {type};
                    -- Fill it in batches, then prove it with a CHECK … NOT VALID and VALIDATE, then:
                    ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL;""")
            .examples(
                    "ALTER TABLE users ADD COLUMN plan text NOT NULL;",
                    "ALTER TABLE users ADD COLUMN plan text NOT NULL DEFAULT 'free';");
    static final Rule VOLATILE = Rule.locking(
                    "add-column-volatile-default",
                    Risk.HIGH,
                    "writes all rows of {table} anew, because {call}() differs for each")
            .why(
                    "The table and all its indexes are written anew under ACCESS EXCLUSIVE. A constant default, also now(), costs nothing.")
            .safer("""
                    ALTER TABLE {table} ADD COLUMN {column} {type};
                    ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT {call}();
                    -- Then fill the rows that are there in batches.""")
            .examples(
                    "ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();",
                    "ALTER TABLE users ADD COLUMN seen timestamptz DEFAULT now();");
    static final Rule STORED = Rule.locking(
                    "add-stored-column", Risk.HIGH, "writes all rows of {table} anew to compute {column}")
            .why("A stored generated column is computed for every row under ACCESS EXCLUSIVE.")
            .safer(
                    "-- From PostgreSQL 18 on, computed when it is read:\nALTER TABLE {table} ADD COLUMN {column} {type} GENERATED ALWAYS AS (…) VIRTUAL;")
            .examples(
                    "ALTER TABLE users ADD COLUMN mail_lower text GENERATED ALWAYS AS (lower(mail)) STORED;",
                    "ALTER TABLE users ADD COLUMN mail_lower text;");
    static final Rule COUNTED = Rule.locking(
                    "add-counted-column", Risk.HIGH, "writes all rows of {table} anew to number them in {column}")
            .why("A serial or identity column gives every row a number, under ACCESS EXCLUSIVE.")
            .safer("""
                    ALTER TABLE {table} ADD COLUMN {column} bigint;
                    CREATE SEQUENCE {plain}_{column}_seq OWNED BY {table}.{column};
                    ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT nextval('{plain}_{column}_seq');
                    -- Then number the rows that are there in batches.""")
            .examples("ALTER TABLE users ADD COLUMN number bigserial;", "ALTER TABLE users ADD COLUMN number bigint;");
    static final Rule DOMAIN = Rule.locking(
                    "add-domain-column",
                    Risk.HIGH,
                    "writes all rows of {table} anew, because {type} is a domain that checks its values")
            .why("PostgreSQL checks the value of the new column in each row by writing it, even if it is empty.")
            .safer("""
                    -- The domain's base type and a constraint of the table cost no rewrite:
                    ALTER TABLE {table} ADD COLUMN {column} text;
                    ALTER TABLE {table} ADD CONSTRAINT {plain}_{column} CHECK (…) NOT VALID;""")
            .examples("""
                    CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
                    ALTER TABLE users ADD COLUMN mail email;""", """
                    CREATE DOMAIN nickname AS text;
                    ALTER TABLE users ADD COLUMN nick nickname;""");
    static final Rule JSON = Rule.compatibility("add-json-column", Risk.LOW, "adds {table}.{column} as json")
            .why("json has no equality: SELECT DISTINCT, GROUP BY and UNION over the table fail from then on.")
            .safer("ALTER TABLE {table} ADD COLUMN {column} jsonb;")
            .examples("ALTER TABLE users ADD COLUMN extra json;", "ALTER TABLE users ADD COLUMN extra jsonb;");
    static final Rule REFERENCING = Rule.locking(
                    "add-referencing-column",
                    Risk.LOW,
                    "blocks writing to {other} for a moment to add {table}.{column}")
            .why(
                    "Both tables are locked; no row is read if the new column is empty, but everybody queues while the locks are awaited.")
            .safer("""
                    ALTER TABLE {table} ADD COLUMN {column} {type};
                    ALTER TABLE {table} ADD FOREIGN KEY ({column}) REFERENCES {other} NOT VALID;""")
            .examples(
                    "ALTER TABLE orders ADD COLUMN seller bigint REFERENCES sellers;",
                    "ALTER TABLE orders ADD COLUMN seller bigint;");

    @Override
    public String title() {
        return "Columns that are added";
    }

    @Override
    public List<Rule> rules() {
        return List.of(REQUIRED, VOLATILE, STORED, COUNTED, DOMAIN, JSON, REFERENCING);
    }

    @Override
    public void judge(Look look) {
        if (look.command() instanceof Command.AlterTable alter) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.AddColumn add) {
                    added(look, alter.table(), add.column(), add.where());
                }
            }
        }
    }

    private static void added(Look look, String table, Column column, Token where) {
        var subject = Subject.of(
                "table",
                table,
                "column",
                column.name(),
                "type",
                column.type().toString(),
                "plain",
                table.substring(table.lastIndexOf('.') + 1));
        boolean filled = column.generated() != Generated.NO || column.counts();
        boolean hasDefault =
                column.defaultValue().filter(value -> !value.isNull()).isPresent();
        if (column.notNull() && !filled && !hasDefault) {
            look.add(REQUIRED, subject, where);
        }
        if (look.postgres()) {
            rewrites(look, column, subject, where);
        }
        column.constraints().stream()
                .filter(constraint -> !constraint.references().isEmpty() && look.postgres())
                .forEach(constraint -> look.add(REFERENCING, subject.with("other", constraint.references()), where));
    }

    private static void rewrites(Look look, Column column, Subject subject, Token where) {
        if (column.counts()) {
            look.add(COUNTED, subject, where);
        } else if (column.generated() == Generated.STORED) {
            look.add(STORED, subject, where);
        } else if (isOfCheckedDomain(column, look.scene())) {
            look.add(DOMAIN, subject, where);
        }
        column.defaultValue()
                .flatMap(value -> value.volatileCall())
                .ifPresent(call -> look.add(VOLATILE, subject.with("call", call), where));
        if (column.type().name().equals("json") && !column.type().array()) {
            look.add(JSON, subject, where);
        }
    }

    static boolean isOfCheckedDomain(Column column, Scene scene) {
        return scene.history().relations().isConstrainedDomain(column.type().name());
    }
}
