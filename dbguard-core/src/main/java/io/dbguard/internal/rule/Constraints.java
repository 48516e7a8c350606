package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Constraint;
import io.dbguard.internal.command.TableAction;
import io.dbguard.internal.rule.TransactionState.Certainty;
import io.dbguard.internal.sql.Token;
import java.util.List;

/** Constraints that are added, validated or dropped. */
final class Constraints implements Family {
    static final Rule FOREIGN_KEY = Rule.locking(
                    "add-foreign-key",
                    Risk.MEDIUM,
                    "checks all rows of {table} against {other} while nobody can write to either")
            .why("""
                    Both tables are locked with SHARE ROW EXCLUSIVE until every row has been looked up. If one row has no partner, \
                    the statement fails after all that time.""")
            .safer("""
                    ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}) REFERENCES {other} NOT VALID;
                    -- In another transaction:
                    ALTER TABLE {table} VALIDATE CONSTRAINT {name};""")
            .examples(
                    "ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers;",
                    "ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;");
    static final Rule CHECK = Rule.locking(
                    "add-check", Risk.HIGH, "checks all rows of {table} while nobody can read or write")
            .why(
                    "ADD CHECK holds ACCESS EXCLUSIVE until every row has been read. One row that breaks it makes the migration fail.")
            .safer("""
                    ALTER TABLE {table} ADD CONSTRAINT {name} CHECK (…) NOT VALID;
                    -- In another transaction:
                    ALTER TABLE {table} VALIDATE CONSTRAINT {name};""")
            .examples(
                    "ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0);",
                    "ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;");
    static final Rule UNIQUE = Rule.locking(
                    "add-unique", Risk.HIGH, "builds a unique index on {table} while nobody can read or write")
            .why(
                    "The index is built under ACCESS EXCLUSIVE. Two rows that are equal make the migration fail at its end.")
            .safer("""
                    -- In a script of its own, without a transaction around it:
                    CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({column});
                    -- Then, in an instant:
                    ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE USING INDEX {name};""")
            .examples(
                    "ALTER TABLE users ADD CONSTRAINT users_email UNIQUE (email);",
                    "ALTER TABLE users ADD CONSTRAINT users_email UNIQUE USING INDEX users_email;");
    static final Rule PRIMARY_KEY = Rule.locking(
                    "add-primary-key", Risk.HIGH, "builds the primary key of {table} while nobody can read or write")
            .why("The index is built under ACCESS EXCLUSIVE, and all rows are read for missing values.")
            .safer("""
                    CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({column});
                    ALTER TABLE {table} ADD CONSTRAINT {name} PRIMARY KEY USING INDEX {name};""")
            .examples(
                    "ALTER TABLE users ADD PRIMARY KEY (id);",
                    "ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_idx;");
    static final Rule KEY_OVER_NULLABLE = Rule.locking(
                    "primary-key-over-nullable",
                    Risk.MEDIUM,
                    "reads all rows of {table} to prove that no column of the index {index} is empty")
            .why(
                    "A primary key makes its columns NOT NULL; that takes a scan under ACCESS EXCLUSIVE if nothing proves it.")
            .safer("""
                    ALTER TABLE {table} ADD CONSTRAINT key_set CHECK (… IS NOT NULL) NOT VALID;
                    ALTER TABLE {table} VALIDATE CONSTRAINT key_set;
                    -- then the primary key, in another transaction""")
            .examples("""
                    ALTER TABLE orders ADD COLUMN number bigint;
                    CREATE UNIQUE INDEX CONCURRENTLY orders_number ON orders (number);
                    ALTER TABLE orders ADD PRIMARY KEY USING INDEX orders_number;""", """
                    ALTER TABLE orders ADD COLUMN number bigint;
                    CREATE UNIQUE INDEX CONCURRENTLY orders_number ON orders (number);
                    ALTER TABLE orders ADD CONSTRAINT key_set CHECK (number IS NOT NULL) NOT VALID;
                    ALTER TABLE orders VALIDATE CONSTRAINT key_set;
                    ALTER TABLE orders ADD PRIMARY KEY USING INDEX orders_number;""");
    static final Rule EXCLUDE = Rule.locking(
                    "add-exclusion",
                    Risk.HIGH,
                    "builds an exclusion constraint on {table} while nobody can read or write")
            .why("There is no way to do it in the background; a large table needs a quiet hour.")
            .examples(
                    "ALTER TABLE rooms ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);",
                    "CREATE TABLE bookings (room int, during tsrange);");
    static final Rule NOT_NULL = Rule.locking(
                    "set-not-null",
                    Risk.HIGH,
                    "reads all rows of {table} for a missing {column} while nobody can read or write")
            .why("It holds ACCESS EXCLUSIVE until it is done, and fails if a single row has no value.")
            .safer("""
                    ALTER TABLE {table} ADD CONSTRAINT {plain}_set CHECK ({column} IS NOT NULL) NOT VALID;
                    -- In another transaction:
                    ALTER TABLE {table} VALIDATE CONSTRAINT {plain}_set;
                    -- Then no row has to be read:
                    ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL;
                    ALTER TABLE {table} DROP CONSTRAINT {plain}_set;""")
            .examples(
                    "ALTER TABLE users ALTER COLUMN email SET NOT NULL;",
                    "ALTER TABLE users ADD CONSTRAINT email_set CHECK (email IS NOT NULL) NOT VALID;");
    static final Rule VALIDATE = Rule.locking(
                    "validate-in-same-transaction", Risk.MEDIUM, "validates {name} in the transaction that added it")
            .why("""
                    The strong lock of ADD CONSTRAINT … NOT VALID is held until the end of the transaction, so it lasts through \
                    the reading of all rows after all. Two transactions are the point of NOT VALID.""")
            .safer("COMMIT;\nALTER TABLE {table} VALIDATE CONSTRAINT {name};")
            .examples("""
                    BEGIN;
                    ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;
                    ALTER TABLE orders VALIDATE CONSTRAINT positive;
                    COMMIT;""", "ALTER TABLE orders VALIDATE CONSTRAINT positive;");
    static final Rule DROP = Rule.compatibility(
                    "drop-constraint", Risk.MEDIUM, "drops the constraint {name} of {table}")
            .why("Rows that it kept out may come in, and it can be put back only when all of them are clean.")
            .examples(
                    "ALTER TABLE orders DROP CONSTRAINT positive;",
                    "ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;");
    static final Rule DROP_CASCADE = Rule.loss(
                    "drop-constraint-cascade", Risk.HIGH, "takes along whatever depends on the constraint {name}")
            .why("Foreign keys of other tables go with a key, and nothing in the statement names them.")
            .examples(
                    "ALTER TABLE orders DROP CONSTRAINT orders_pkey CASCADE;",
                    "ALTER TABLE orders ADD COLUMN note text;");
    static final Rule DROP_KEY = Rule.compatibility("drop-primary-key", Risk.HIGH, "drops the primary key of {table}")
            .why("Rows can no longer be told apart, and logical replication of updates and deletes stops.")
            .safer("ALTER TABLE {table} REPLICA IDENTITY USING INDEX …;")
            .examples("ALTER TABLE orders DROP CONSTRAINT orders_pkey;", "ALTER TABLE orders ADD COLUMN note text;");
    static final Rule VOLATILE = Rule.compatibility(
                    "volatile-check", Risk.MEDIUM, "checks {table} against something that changes: {name}()")
            .why("A row that was right yesterday is wrong today, and a restored backup does not load.")
            .examples(
                    "ALTER TABLE orders ADD CONSTRAINT past CHECK (placed < clock_timestamp()) NOT VALID;",
                    "ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;");
    static final Rule DOMAIN = Rule.locking(
                    "alter-domain",
                    Risk.MEDIUM,
                    "checks every table that uses the domain {name} while nobody can write to it")
            .why("No table is named, yet each one with a column of that domain is locked and read.")
            .safer("ALTER DOMAIN {name} ADD CONSTRAINT … CHECK (…) NOT VALID;")
            .examples(
                    "ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%');",
                    "ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%') NOT VALID;");
    static final Rule CASCADING = Rule.compatibility(
                    "cascading-foreign-key", Risk.LOW, "lets a delete in {other} delete rows of {table}")
            .why("A row deleted by mistake takes others with it, in tables nobody thought of.")
            .safer("ALTER TABLE {table} ADD FOREIGN KEY ({column}) REFERENCES {other} ON DELETE RESTRICT NOT VALID;")
            .examples(
                    "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers ON DELETE CASCADE NOT VALID;",
                    "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;");

    @Override
    public String title() {
        return "Constraints";
    }

    @Override
    public List<Rule> rules() {
        return List.of(
                FOREIGN_KEY,
                CHECK,
                UNIQUE,
                PRIMARY_KEY,
                KEY_OVER_NULLABLE,
                EXCLUDE,
                NOT_NULL,
                VALIDATE,
                DROP,
                DROP_CASCADE,
                DROP_KEY,
                VOLATILE,
                DOMAIN,
                CASCADING);
    }

    @Override
    public void judge(Look look) {
        if (look.command() instanceof Command.AlterTable alter) {
            alter.actions().forEach(action -> judge(look, alter.table(), action));
        } else if (look.command() instanceof Command.AlterDomain domain && domain.checksRows()) {
            look.add(DOMAIN, Subject.of("name", domain.name()));
        }
    }

    private static void judge(Look look, String table, TableAction action) {
        if (action instanceof TableAction.AddConstraint add) {
            added(look, table, add.constraint(), add.where());
        } else if (action instanceof TableAction.AddColumn add) {
            add.column().constraints().stream()
                    .filter(constraint -> constraint.kind() != Constraint.Kind.FOREIGN_KEY)
                    .forEach(constraint -> added(look, table, constraint, add.where()));
        } else if (action instanceof TableAction.SetNotNull set) {
            notNull(look, table, set.column(), set.where());
        } else if (action instanceof TableAction.ValidateConstraint validate) {
            validated(look, table, validate);
        } else if (action instanceof TableAction.DropConstraint drop) {
            dropped(look, table, drop);
        }
    }

    private static void added(Look look, String table, Constraint constraint, Token where) {
        var subject = Subject.of(
                "table",
                table,
                "column",
                String.join(", ", constraint.columns()),
                "name",
                constraint.name().isEmpty() ? table.substring(table.lastIndexOf('.') + 1) + "_new" : constraint.name(),
                "other",
                constraint.references());
        if (constraint.condition().filter(c -> c.unknownCall().isEmpty()).isPresent()) {
            subject = subject.with("condition", constraint.condition().get().toString());
        }
        boolean cheap = constraint.notValid() || !constraint.index().isEmpty();
        if (!cheap && constraint.kind() != Constraint.Kind.NOT_NULL) {
            Rule rule = ruleOf(constraint.kind());
            look.add(rule, look.postgres() ? rule.risk() : Risk.MEDIUM, subject, where);
        } else if (!cheap) {
            notNull(look, table, String.join("", constraint.columns()), where);
        }
        if (!constraint.index().isEmpty() && isKnownNullable(look, table, constraint)) {
            look.add(KEY_OVER_NULLABLE, Subject.of("table", table, "index", constraint.index()), where);
        }
        if (constraint.cascades()) {
            look.add(CASCADING, subject, where);
        }
        constraint
                .condition()
                .flatMap(condition -> condition.volatileCall())
                .filter(call ->
                        List.of("random", "clock_timestamp", "timeofday", "now").contains(call))
                .ifPresent(call -> look.add(VOLATILE, Subject.of("table", table, "name", call), where));
    }

    private static boolean isKnownNullable(Look look, String table, Constraint constraint) {
        History history = look.scene().history();
        boolean known = history.relations().index(constraint.index()).stream()
                .flatMap(index -> index.columns().stream())
                .anyMatch(column -> history.known(table)
                        .filter(one -> one.columns().containsKey(column))
                        .isPresent());
        return known && NotNullProof.isMissing(constraint, table, look.scene());
    }

    private static Rule ruleOf(Constraint.Kind kind) {
        return switch (kind) {
            case FOREIGN_KEY -> FOREIGN_KEY;
            case CHECK -> CHECK;
            case UNIQUE -> UNIQUE;
            case PRIMARY_KEY -> PRIMARY_KEY;
            case EXCLUDE -> EXCLUDE;
            case NOT_NULL -> NOT_NULL;
        };
    }

    private static void notNull(Look look, String table, String column, Token where) {
        if (!NotNullProof.holds(look.scene(), table, column)) {
            look.add(
                    NOT_NULL,
                    look.postgres() ? Risk.HIGH : Risk.MEDIUM,
                    Subject.of("table", table, "column", column, "plain", column),
                    where);
        }
    }

    private static void validated(Look look, String table, TableAction.ValidateConstraint validate) {
        boolean locked = look.scene()
                .transaction()
                .held()
                .getOrDefault(table, io.dbguard.api.migration.LockMode.ACCESS_SHARE)
                .blocksWriting();
        Certainty certainty = look.scene().transaction().inTransaction();
        if (locked && certainty != Certainty.NO) {
            look.add(
                    VALIDATE,
                    certainty == Certainty.YES ? Risk.MEDIUM : Risk.LOW,
                    Subject.of("table", table, "name", validate.name()),
                    validate.where());
        }
    }

    private static void dropped(Look look, String table, TableAction.DropConstraint drop) {
        var subject = Subject.of("table", table, "name", drop.name());
        boolean key = drop.name().equals("primary key") || drop.name().endsWith("_pkey");
        // A CHECK that only proved a NOT NULL has done its work.
        boolean scaffold = look.scene()
                .history()
                .known(table)
                .map(known -> known.constraints().get(drop.name()))
                .filter(constraint -> constraint.kind() == Constraint.Kind.CHECK)
                .isPresent();
        if (drop.cascade()) {
            look.add(DROP_CASCADE, subject, drop.where());
        }
        look.add(key ? DROP_KEY : DROP, scaffold ? Risk.LOW : key ? Risk.HIGH : Risk.MEDIUM, subject, drop.where());
    }
}
