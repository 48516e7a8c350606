package io.dbguard.internal.rule;

import io.dbguard.api.migration.LockMode;
import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.TableAction;
import java.util.List;

/** Where and how a table is kept: files, logging, partitions, maintenance. */
final class TableForms implements Family {
    static final Rule UNLOGGED = Rule.loss("set-unlogged", Risk.MEDIUM, "takes {table} out of the write-ahead log")
            .why("After a crash of the server an unlogged table is empty, and replicas never see its rows.")
            .examples("ALTER TABLE carts SET UNLOGGED;", "ALTER TABLE carts ADD COLUMN note text;");
    static final Rule CREATE_UNLOGGED = Rule.compatibility(
                    "create-unlogged", Risk.LOW, "makes {name} a table that is empty after a crash")
            .why("An unlogged table is for what can be computed again.")
            .safer("CREATE TABLE {name} (…);")
            .examples("CREATE UNLOGGED TABLE carts (id int);", "CREATE TABLE carts (id int);");
    static final Rule SET_LOGGED = Rule.locking(
                    "set-logged", Risk.HIGH, "writes {table} anew while nobody can read or write")
            .why("Changing SET LOGGED or SET UNLOGGED copies the table and all its indexes under ACCESS EXCLUSIVE.")
            .examples("ALTER TABLE carts SET LOGGED;", "CREATE TABLE carts (id int);");
    static final Rule MOVE = Rule.locking(
                    "move-table", Risk.HIGH, "copies {table} to another place while nobody can read or write")
            .why("A new tablespace or access method means a new file, written under ACCESS EXCLUSIVE.")
            .examples("ALTER TABLE orders SET TABLESPACE fast;", "CREATE TABLE orders_2027 (id bigint);");
    static final Rule VACUUM_FULL = Rule.locking(
                    "vacuum-full", Risk.HIGH, "writes {table} anew while nobody can read or write")
            .why(
                    "VACUUM FULL is a copy under ACCESS EXCLUSIVE; it belongs into no migration, and cannot run in a transaction.")
            .safer("VACUUM {table};")
            .examples("VACUUM FULL orders;", "ANALYZE orders;");
    static final Rule CLUSTER = Rule.locking(
                    "cluster", Risk.HIGH, "writes {table} anew in another order while nobody can read or write")
            .why("CLUSTER is a copy under ACCESS EXCLUSIVE.")
            .examples("CLUSTER orders USING orders_placed;", "ANALYZE orders;");
    static final Rule REFRESH = Rule.locking("refresh", Risk.MEDIUM, "computes {name} anew while nobody can read it")
            .why("REFRESH without CONCURRENTLY holds ACCESS EXCLUSIVE on the view until the query is done.")
            .safer("-- With a unique index on the view:\nREFRESH MATERIALIZED VIEW CONCURRENTLY {name};")
            .examples("REFRESH MATERIALIZED VIEW sales;", "REFRESH MATERIALIZED VIEW CONCURRENTLY sales;");
    static final Rule LOCK_TABLE = Rule.locking(
                    "lock-table", Risk.MEDIUM, "locks {table} until the end of the transaction")
            .why("Everybody who needs the table waits for all that the script still does.")
            .examples("LOCK TABLE orders IN EXCLUSIVE MODE;", "ALTER TABLE orders ADD COLUMN note text;");
    static final Rule AUTOVACUUM = Rule.compatibility(
                    "autovacuum-off", Risk.MEDIUM, "switches autovacuum off for {table}")
            .why("Dead rows pile up, plans go wrong, and in the end the server must stop to prevent a wraparound.")
            .safer("ALTER TABLE {table} SET (autovacuum_vacuum_scale_factor = 0.01);")
            .examples(
                    "ALTER TABLE orders SET (autovacuum_enabled = false);",
                    "ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.01);");
    static final Rule ATTACH = Rule.locking(
                    "attach-partition",
                    Risk.MEDIUM,
                    "reads all rows of {name} while nobody can use it, before it becomes a part of {table}")
            .why("Each row must fit the partition's bounds. A validated CHECK that says the same spares the reading.")
            .safer("""
                    ALTER TABLE {name} ADD CONSTRAINT bounds CHECK (…) NOT VALID;
                    ALTER TABLE {name} VALIDATE CONSTRAINT bounds;
                    ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES …;""")
            .examples(
                    "ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM (1) TO (2);",
                    "CREATE TABLE events_new (id int);");
    static final Rule DETACH = Rule.locking(
                    "detach-partition", Risk.HIGH, "blocks all of {table} to take {name} out of it")
            .why("ACCESS EXCLUSIVE on the whole partitioned table. The rows of {name} are no longer found in it.")
            .safer("-- Outside of a transaction:\nALTER TABLE {table} DETACH PARTITION {name} CONCURRENTLY;")
            .examples(
                    "ALTER TABLE events DETACH PARTITION events_old;",
                    "ALTER TABLE events DETACH PARTITION events_old CONCURRENTLY;");
    static final Rule NEW_PARTITION = Rule.locking(
                    "create-partition", Risk.LOW, "blocks all of {table} for a moment to create a partition")
            .why(
                    "CREATE TABLE … PARTITION OF takes ACCESS EXCLUSIVE on the partitioned table; attaching a table does not.")
            .safer(
                    "CREATE TABLE part (LIKE {table} INCLUDING ALL);\nALTER TABLE {table} ATTACH PARTITION part FOR VALUES …;")
            .examples(
                    "CREATE TABLE events_2027 PARTITION OF events FOR VALUES FROM (1) TO (2);",
                    "CREATE TABLE events_2027 (LIKE events INCLUDING ALL);");
    static final Rule DEFAULT_PARTITION = Rule.locking(
                    "default-partition",
                    Risk.MEDIUM,
                    "gives {table} a default partition, which each later partition must read through")
            .why("Whenever a partition is added, the default one is locked and read for rows that belong there.")
            .examples(
                    "CREATE TABLE events_rest PARTITION OF events DEFAULT;", "CREATE TABLE events_2028 (LIKE events);");

    @Override
    public String title() {
        return "Where and how a table is kept";
    }

    @Override
    public List<Rule> rules() {
        return List.of(
                UNLOGGED,
                CREATE_UNLOGGED,
                SET_LOGGED,
                MOVE,
                VACUUM_FULL,
                CLUSTER,
                REFRESH,
                LOCK_TABLE,
                AUTOVACUUM,
                ATTACH,
                DETACH,
                NEW_PARTITION,
                DEFAULT_PARTITION);
    }

    @Override
    public void judge(Look look) {
        Command command = look.command();
        if (command instanceof Command.AlterTable alter) {
            alter.actions().forEach(action -> judge(look, alter.table(), action));
        } else if (command instanceof Command.CreateTable create) {
            created(look, create);
        } else if (command instanceof Command.Vacuum vacuum && vacuum.full()) {
            List<String> tables = vacuum.tables().isEmpty() ? List.of("every table") : vacuum.tables();
            tables.forEach(table -> look.add(VACUUM_FULL, Subject.table(table)));
        } else if (command instanceof Command.Cluster cluster) {
            look.add(CLUSTER, Subject.table(cluster.table().isEmpty() ? "every clustered table" : cluster.table()));
        } else if (command instanceof Command.Refresh refresh && !refresh.concurrently()) {
            boolean fresh = look.scene().history().isNewObject("VIEW", refresh.view());
            look.add(REFRESH, fresh ? Risk.NONE : Risk.MEDIUM, Subject.of("name", refresh.view()), look.start());
        } else if (command instanceof Command.LockTable && look.locks(LockMode.SHARE)) {
            look.locks().forEach(lock -> look.add(LOCK_TABLE, Subject.table(lock.table())));
        } else if (command instanceof Command.Listed listed && listed.concern().equals(MOVE.id())) {
            look.add(MOVE, Subject.table(listed.name().isEmpty() ? "all tables" : listed.name()));
        }
    }

    private static void created(Look look, Command.CreateTable create) {
        if (create.unlogged()) {
            look.add(CREATE_UNLOGGED, Subject.of("name", create.table()));
        }
        if (!create.partitionOf().isEmpty()) {
            look.add(
                    create.isDefaultPartition() ? DEFAULT_PARTITION : NEW_PARTITION,
                    Subject.table(create.partitionOf()));
        }
    }

    private static void judge(Look look, String table, TableAction action) {
        var subject = Subject.table(table);
        if (action instanceof TableAction.SetLogged set) {
            look.add(SET_LOGGED, subject, action.where());
            if (!set.logged()) {
                look.add(UNLOGGED, subject, action.where());
            }
        } else if (action instanceof TableAction.Move) {
            look.add(MOVE, subject, action.where());
        } else if (action instanceof TableAction.StorageParameters set && set.disablesAutovacuum()) {
            look.add(AUTOVACUUM, subject, action.where());
        } else if (action instanceof TableAction.AttachPartition attach) {
            if (!look.scene().history().isNew(attach.partition())) {
                look.add(ATTACH, Subject.of("table", table, "name", attach.partition()), action.where());
            }
        } else if (action instanceof TableAction.DetachPartition detach && !detach.concurrently()) {
            look.add(DETACH, Subject.of("table", table, "name", detach.partition()), action.where());
        }
    }
}
