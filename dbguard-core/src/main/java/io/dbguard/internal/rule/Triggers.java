package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.TableAction;
import java.util.List;

/** Triggers, rules, policies and what else works silently on a table. */
final class Triggers implements Family {
    static final Rule DISABLE = Rule.loss("disable-trigger", Risk.MEDIUM, "switches off {name} on {table}")
            .why(
                    "With ALL, foreign keys are no longer checked either; rows that come in meanwhile are never checked again.")
            .safer("-- In the same transaction:\nALTER TABLE {table} ENABLE TRIGGER {name};")
            .examples("ALTER TABLE orders DISABLE TRIGGER ALL;", "ALTER TABLE orders ENABLE TRIGGER ALL;");
    static final Rule CREATE = Rule.locking(
                    "create-trigger", Risk.LOW, "blocks writing to {table} for a moment to add a trigger")
            .why(
                    "It is quick, but it waits for every transaction that writes to the table, and new ones queue behind it.")
            .examples(
                    "CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();",
                    "CREATE TABLE orders_log (id bigint);");
    static final Rule REPLICATION_ROLE = Rule.loss(
                    "replication-role", Risk.MEDIUM, "switches off all triggers and foreign keys of the session")
            .why("Rows that come in meanwhile are checked by nothing, now or later.")
            .examples("SET session_replication_role = replica;", "SET lock_timeout = '2s';");
    static final Rule SECURITY_WITHOUT_POLICY = Rule.compatibility(
                    "row-security",
                    Risk.MEDIUM,
                    "lets nobody but the owner of {table} see a row until there is a policy")
            .why(
                    "Without a policy, row level security shows no rows; nothing fails, the application just finds nothing.")
            .safer("CREATE POLICY {plain}_all ON {table} USING (true);")
            .examples(
                    "ALTER TABLE orders ENABLE ROW LEVEL SECURITY;",
                    "CREATE TABLE notes (id int);\nALTER TABLE notes ENABLE ROW LEVEL SECURITY;");
    static final Rule CREATE_RULE = Rule.compatibility(
                    "create-rule", Risk.MEDIUM, "rewrites statements on {table} from now on")
            .why("A rule may turn an INSERT into something else, and nothing tells the application.")
            .examples(
                    "CREATE RULE no_delete AS ON DELETE TO orders DO INSTEAD NOTHING;",
                    "CREATE TABLE orders_log (id bigint);");
    static final Rule IDENTITY = Rule.compatibility(
                    "replica-identity", Risk.LOW, "changes how replicas tell the rows of {table} apart")
            .why("With NOTHING, updates and deletes of a published table fail.")
            .examples("ALTER TABLE orders REPLICA IDENTITY NOTHING;", "ALTER TABLE orders ADD COLUMN note text;");

    @Override
    public String title() {
        return "Triggers, rules and policies";
    }

    @Override
    public List<Rule> rules() {
        return List.of(DISABLE, CREATE, REPLICATION_ROLE, SECURITY_WITHOUT_POLICY, CREATE_RULE, IDENTITY);
    }

    @Override
    public void judge(Look look) {
        Command command = look.command();
        if (command instanceof Command.AlterTable alter) {
            alter.actions().forEach(action -> judge(look, alter.table(), action));
        } else if (command instanceof Command.CreateTrigger trigger) {
            look.add(CREATE, Subject.of("table", trigger.table(), "name", trigger.name()));
        } else if (command instanceof Command.CreateOnTable create
                && create.kind().equals("rule")) {
            look.add(CREATE_RULE, Subject.table(create.table()));
        } else if (command instanceof Command.SetParameter set
                && set.name().equals("session_replication_role")
                && !set.value().equals("default")
                && !set.value().equals("origin")) {
            look.add(REPLICATION_ROLE, Subject.of());
        }
    }

    private static void judge(Look look, String table, TableAction action) {
        if (action instanceof TableAction.ToggleTrigger toggle && !toggle.on()) {
            look.add(DISABLE, Subject.of("table", table, "name", toggle.trigger()), action.where());
        } else if (action instanceof TableAction.RowSecurity security && security.on()) {
            look.add(
                    SECURITY_WITHOUT_POLICY,
                    Subject.of("table", table, "plain", table.substring(table.lastIndexOf('.') + 1)),
                    action.where());
        } else if (action instanceof TableAction.ReplicaIdentity) {
            look.add(IDENTITY, Subject.table(table), action.where());
        }
    }
}
