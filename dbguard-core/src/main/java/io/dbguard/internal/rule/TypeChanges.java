package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.SqlType;
import io.dbguard.internal.command.TableAction;
import io.dbguard.internal.command.TableAction.ChangeType;
import java.util.List;

/** Types of columns that are changed: what becomes of the values, and of the table. */
final class TypeChanges implements Family {
    private static final String COPY = """
            -- A new column beside the old one, so that both can be compared:
            ALTER TABLE {table} ADD COLUMN {column}_new {type};
            -- Fill it in batches, let the application write both, compare, then use the new one.""";

    static final Rule CHANGES = Rule.loss(
                    "change-type-changes-values",
                    Risk.HIGH,
                    "changes values of {table}.{column} without a word, from {from} to {type}")
            .why("""
                    PostgreSQL rounds, shortens or drops what the new type has no room for, and reports success: digits after \
                    the point, fractions of seconds, time zones, order and doubles of keys.""")
            .safer(COPY)
            .examples("""
                    ALTER TABLE items ADD COLUMN price numeric(12,4);
                    ALTER TABLE items ALTER COLUMN price TYPE numeric(12,2);""", """
                    ALTER TABLE items ADD COLUMN price numeric(12,2);
                    ALTER TABLE items ALTER COLUMN price TYPE numeric(14,2);""");
    static final Rule FAILS = Rule.compatibility(
                    "change-type-may-fail",
                    Risk.MEDIUM,
                    "fails if a value of {table}.{column} does not fit into {type}")
            .why("Nothing is lost, but the migration stops there, after it has read the table under ACCESS EXCLUSIVE.")
            .safer(
                    "-- First see whether it fits, for a text: SELECT count(*) FROM {table} WHERE length({column}) > …;\n"
                            + COPY)
            .examples("""
                    ALTER TABLE users ADD COLUMN name varchar(20);
                    ALTER TABLE users ALTER COLUMN name TYPE varchar(10);""", """
                    ALTER TABLE users ADD COLUMN name varchar(20);
                    ALTER TABLE users ALTER COLUMN name TYPE varchar(40);""");
    static final Rule CONVERTS = Rule.loss(
                    "change-type-using", Risk.MEDIUM, "computes all values of {table}.{column} anew: USING {using}")
            .why("""
                    What USING says replaces every value. A cast in it is an explicit one, which cuts a text that is too long and \
                    rounds a number without a word, where the change without USING would fail.""")
            .safer(COPY)
            .examples(
                    "ALTER TABLE users ALTER COLUMN name TYPE varchar(10) USING name::varchar(10);",
                    "ALTER TABLE users ADD COLUMN short_name varchar(10);");
    static final Rule UNKNOWN = Rule.loss(
                    "change-type", Risk.MEDIUM, "changes {table}.{column} to {type}; the old type is not known here")
            .why("Whether values are kept, rounded, or make the statement fail depends on the type the column has now.")
            .safer(COPY)
            .examples(
                    "ALTER TABLE items ALTER COLUMN price TYPE integer;",
                    "ALTER TABLE items ALTER COLUMN note TYPE text;");
    static final Rule REWRITES = Rule.locking(
                    "change-type-rewrites",
                    Risk.HIGH,
                    "writes all rows of {table} and its indexes anew while nobody can read or write")
            .why("ACCESS EXCLUSIVE is held for as long as it takes, and the table needs its space twice.")
            .safer(COPY)
            .examples("ALTER TABLE items ALTER COLUMN id TYPE bigint;", """
                    ALTER TABLE items ADD COLUMN note varchar(20);
                    ALTER TABLE items ALTER COLUMN note TYPE varchar(40);""");

    @Override
    public String title() {
        return "Types that are changed";
    }

    @Override
    public List<Rule> rules() {
        return List.of(CHANGES, FAILS, CONVERTS, UNKNOWN, REWRITES);
    }

    @Override
    public void judge(Look look) {
        if (look.command() instanceof Command.AlterTable alter) {
            for (TableAction action : alter.actions()) {
                if (action instanceof ChangeType change) {
                    changed(look, alter.table(), change);
                }
            }
        } else if (look.command() instanceof Command.AlterType type
                && type.change() == Command.AlterType.Change.CHANGE_ATTRIBUTE) {
            look.add(
                    UNKNOWN, Subject.of("table", "type " + type.name(), "column", "attribute", "type", "another type"));
        }
    }

    private static void changed(Look look, String table, ChangeType change) {
        SqlType from = look.scene().history().typeOf(table, change.column());
        var subject = Subject.of(
                "table",
                table,
                "column",
                change.column(),
                "from",
                from.toString(),
                "type",
                change.type().toString(),
                "using",
                change.using().map(Object::toString).orElse(""),
                "condition",
                change.using()
                        .filter(using -> using.unknownCall().isEmpty())
                        .map(Object::toString)
                        .orElse(""));
        TypeChange effect = TypeChange.of(change, table, look.scene());
        switch (effect.values()) {
            case KEPT -> {
                // Nothing to say of the values.
            }
            case MAY_FAIL -> look.add(FAILS, subject, change.where());
            case MAY_CHANGE -> look.add(subject.get("using").isEmpty() ? CHANGES : CONVERTS, subject, change.where());
            case UNKNOWN -> look.add(UNKNOWN, subject, change.where());
        }
        if (effect.rewrites() && look.postgres()) {
            // A column whose type is not known may be of those that need no rewrite.
            look.add(REWRITES, from.unknown() && widens(change) ? Risk.MEDIUM : Risk.HIGH, subject, change.where());
        }
    }

    private static boolean widens(ChangeType change) {
        return change.type().name().equals("text") || change.type().name().equals("character varying");
    }
}
