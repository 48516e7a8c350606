package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.rule.TransactionState.Certainty;
import java.util.List;

/** Indexes that are built or dropped. */
final class Indexes implements Family {
    static final Rule CREATE = Rule.locking(
                    "create-index", Risk.MEDIUM, "builds an index on {table} while nobody can write to it")
            .why("CREATE INDEX holds a SHARE lock for the whole build: reading goes on, writing waits.")
            .safer(
                    "-- In a script of its own, without a transaction around it:\nCREATE INDEX CONCURRENTLY {name} ON {table} (…);")
            .examples(
                    "CREATE INDEX orders_customer ON orders (customer_id);",
                    "CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);");
    static final Rule DROP = Rule.locking(
                    "drop-index", Risk.MEDIUM, "drops the index {name} under a lock that blocks reading")
            .why("""
                    DROP INDEX needs ACCESS EXCLUSIVE on the table. It is quick once it has the lock, but everybody queues behind \
                    it while it waits; and queries that used the index are slow from then on.""")
            .safer("-- In a script of its own, without a transaction around it:\nDROP INDEX CONCURRENTLY {name};")
            .examples("DROP INDEX orders_customer;", "DROP INDEX CONCURRENTLY orders_customer;");
    static final Rule IN_TRANSACTION = Rule.compatibility(
                    "concurrently-in-transaction", Risk.HIGH, "says CONCURRENTLY within a transaction, which fails")
            .why("PostgreSQL refuses it (SQLSTATE 25001), and the migration stops there.")
            .safer(
                    "-- A script of its own; with Flyway, executeInTransaction=false in its .conf file.\nCREATE INDEX CONCURRENTLY …;")
            .examples("""
                    BEGIN;
                    CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
                    COMMIT;""", "CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);");
    static final Rule RETRY = Rule.compatibility(
                    "concurrently-if-not-exists",
                    Risk.LOW,
                    "IF NOT EXISTS hides an index {name} that a failed build left invalid")
            .why(
                    "A failed concurrent build leaves an invalid index of that name. The second try then skips it and reports success.")
            .safer("DROP INDEX CONCURRENTLY IF EXISTS {name};\nCREATE INDEX CONCURRENTLY {name} ON {table} (…);")
            .examples(
                    "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_customer ON orders (customer_id);",
                    "CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);");
    static final Rule REINDEX = Rule.locking(
                    "reindex", Risk.MEDIUM, "builds {name} anew while nobody can write, and nobody can use the index")
            .why(
                    "REINDEX takes SHARE on the table and ACCESS EXCLUSIVE on each index, so that reading by the index waits too.")
            .safer("REINDEX {kind} CONCURRENTLY {name};")
            .examples("REINDEX TABLE orders;", "REINDEX TABLE CONCURRENTLY orders;");
    static final Rule OF_CONSTRAINT = Rule.compatibility(
                    "drop-index-of-constraint",
                    Risk.MEDIUM,
                    "drops {name}, which looks like the index of a constraint; that fails")
            .why("The index of a primary key or a unique constraint goes only with the constraint.")
            .safer("ALTER TABLE … DROP CONSTRAINT {name};")
            .examples("DROP INDEX CONCURRENTLY orders_pkey;", "DROP INDEX CONCURRENTLY orders_customer;");

    static final Rule PARTITIONED = Rule.compatibility(
                    "concurrently-on-partitioned",
                    Risk.HIGH,
                    "builds the index {name} concurrently on the partitioned table {table}, which fails")
            .why("PostgreSQL can build an index concurrently on each partition, but not on all of them at once.")
            .safer("""
                    CREATE INDEX {name} ON ONLY {table} (…);
                    -- For each partition, outside of a transaction:
                    CREATE INDEX CONCURRENTLY part_idx ON part (…);
                    ALTER INDEX {name} ATTACH PARTITION part_idx;""")
            .examples("""
                    CREATE TABLE IF NOT EXISTS events (id int) PARTITION BY RANGE (id);
                    CREATE TABLE IF NOT EXISTS events_1 PARTITION OF events FOR VALUES FROM (1) TO (9);
                    CREATE INDEX CONCURRENTLY events_id ON events (id);""", """
                    CREATE INDEX CONCURRENTLY events_id ON plain_events (id);""");

    @Override
    public String title() {
        return "Indexes";
    }

    @Override
    public List<Rule> rules() {
        return List.of(CREATE, DROP, IN_TRANSACTION, RETRY, REINDEX, OF_CONSTRAINT, PARTITIONED);
    }

    @Override
    public void judge(Look look) {
        if (!look.postgres()) {
            return;
        }
        if (look.command() instanceof Command.CreateIndex index) {
            created(look, index);
        } else if (look.command() instanceof Command.Drop drop && drop.kind().equals("INDEX")) {
            drop.names().forEach(name -> dropped(look, drop, name));
        } else if (look.command() instanceof Command.Reindex reindex) {
            var subject = Subject.of("name", reindex.name(), "kind", reindex.kind());
            if (reindex.concurrently()) {
                concurrently(look, subject);
            } else {
                look.add(REINDEX, subject);
            }
        }
    }

    private static void created(Look look, Command.CreateIndex index) {
        var subject = Subject.of("table", index.table(), "name", index.name());
        boolean partitioned = look.scene().history().relations().isPartitioned(index.table());
        if (index.concurrently() && partitioned && !index.only()) {
            look.add(PARTITIONED, subject);
        } else if (index.concurrently()) {
            concurrently(look, subject);
            if (index.ifNotExists()) {
                look.add(RETRY, subject);
            }
        } else if (!index.only()) {
            look.add(CREATE, subject);
        }
    }

    private static void dropped(Look look, Command.Drop drop, String name) {
        var subject = Subject.of("name", name, "table", look.scene().history().tableOfIndex(name));
        if (name.endsWith("_pkey")) {
            look.add(OF_CONSTRAINT, subject);
        }
        if (drop.concurrently()) {
            concurrently(look, subject);
        } else {
            look.add(DROP, subject);
        }
    }

    private static void concurrently(Look look, Subject subject) {
        if (look.scene().transaction().inTransaction() == Certainty.YES) {
            look.add(IN_TRANSACTION, Subject.of("name", subject.get("name")));
        }
    }
}
