package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import java.util.List;
import java.util.Set;

/** Views, functions, types and other things without rows that are dropped, renamed or replaced. */
final class Definitions implements Family {
    static final Rule DROP = Rule.compatibility("drop-definition", Risk.MEDIUM, "drops the {kind} {name}")
            .why("The release that is running now may use it, and going back to that release is no longer possible.")
            .safer("-- In a later release, when nothing uses it any more:\nDROP {kind} {name};")
            .examples("DROP VIEW active_users;", "CREATE VIEW active_users AS SELECT 1 AS id;");
    static final Rule DROP_SEQUENCE = Rule.loss(
                    "drop-sequence", Risk.MEDIUM, "drops the sequence {name} and the number it has reached")
            .why("A sequence that is made again begins at 1 and hands out numbers that are taken.")
            .examples("DROP SEQUENCE invoice_numbers;", "CREATE SEQUENCE invoice_numbers;");
    static final Rule DROP_EXTENSION = Rule.loss("drop-extension", Risk.MEDIUM, "drops the extension {name}")
            .why("Tables that belong to the extension go with it; columns of its types go with CASCADE.")
            .examples("DROP EXTENSION hstore;", "CREATE EXTENSION hstore;");
    static final Rule RENAME = Rule.compatibility(
                    "rename-object", Risk.MEDIUM, "gives the {kind} {name} another name or schema")
            .why("The release that is running now knows only the old name.")
            .examples("ALTER VIEW active_users RENAME TO users_active;", "CREATE VIEW users_active AS SELECT 1 AS id;");
    static final Rule REPLACE = Rule.compatibility("replace-definition", Risk.LOW, "replaces the definition of {name}")
            .why("The old definition is gone afterwards; keep it in an older script.")
            .examples(
                    "CREATE OR REPLACE VIEW active_users AS SELECT 1 AS id;",
                    "CREATE VIEW active_users AS SELECT 1 AS id;");
    static final Rule ALTER = Rule.compatibility("alter-object", Risk.LOW, "changes {name}")
            .why("What runs now may rely on the old form.")
            .examples("ALTER FUNCTION price(int) STRICT;", "COMMENT ON FUNCTION price(int) IS 'in cents';");
    static final Rule REVOKE = Rule.compatibility("revoke", Risk.MEDIUM, "takes privileges away")
            .why("The application may lack one of them from then on.")
            .examples("REVOKE SELECT ON orders FROM app;", "GRANT SELECT ON orders TO app;");
    static final Rule ALIAS = Rule.loss("create-alias", Risk.LOW, "brings Java code into the database")
            .why("The code of an alias or a trigger of H2 can do anything when it runs; nobody can look into it here.")
            .examples("CREATE ALIAS now_utc FOR 'java.time.Instant.now';", "CREATE VIEW v AS SELECT 1 AS id;");
    static final Rule DEFINER = Rule.compatibility(
                    "definer-without-path",
                    Risk.LOW,
                    "makes {name} run with its owner's rights and the caller's search path")
            .why("Whoever may create objects in a schema of that path can make the function run their code.")
            .safer("ALTER FUNCTION {name} SET search_path = pg_catalog, pg_temp;")
            .examples(
                    "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$;",
                    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;");
    static final Rule SETTING = Rule.compatibility(
                    "system-setting", Risk.MEDIUM, "changes a setting of the whole server")
            .why("It reaches other databases too, and outlives the migration.")
            .safer("ALTER DATABASE shop SET work_mem = '64MB';")
            .examples("ALTER SYSTEM SET work_mem = '1GB';", "SET work_mem = '64MB';");
    static final Rule SEQUENCE = Rule.loss("alter-sequence", Risk.LOW, "changes which numbers {name} hands out")
            .why("Numbers may be handed out again, and the next insert collides.")
            .safer("SELECT setval('{name}', (SELECT max(id) FROM …));")
            .examples("ALTER SEQUENCE invoice_numbers RESTART WITH 1;", "CREATE SEQUENCE invoice_numbers;");

    private static final Set<String> TABLES =
            Set.of("TABLE", "SCHEMA", "DATABASE", "TABLESPACE", "FOREIGN TABLE", "INDEX", "SEQUENCE", "EXTENSION");

    @Override
    public String title() {
        return "Definitions that are dropped or changed";
    }

    @Override
    public List<Rule> rules() {
        return List.of(
                DROP, DROP_SEQUENCE, DROP_EXTENSION, RENAME, REPLACE, ALTER, REVOKE, ALIAS, DEFINER, SETTING, SEQUENCE);
    }

    @Override
    public void judge(Look look) {
        Command command = look.command();
        if (command instanceof Command.Drop drop) {
            dropped(look, drop);
        } else if (command instanceof Command.RenameObject rename) {
            look.add(
                    RENAME,
                    Subject.of("kind", rename.kind().toLowerCase(java.util.Locale.ROOT), "name", rename.name()));
        } else if (command instanceof Command.AlterOnTable change) {
            look.add(change.renames() ? RENAME : ALTER, Subject.of("kind", change.kind(), "name", change.name()));
        } else if (command instanceof Command.AlterType type && type.change() == Command.AlterType.Change.RENAME) {
            look.add(RENAME, Subject.of("kind", "type", "name", type.name()));
        } else if (command instanceof Command.CreateView view && view.replaces()) {
            look.add(REPLACE, Subject.of("name", view.name()));
        } else if (command instanceof Command.CreateRoutine routine) {
            created(look, routine);
        } else if (command instanceof Command.AlterSequence sequence && sequence.restarts()) {
            look.add(SEQUENCE, Subject.of("name", sequence.name()));
        } else if (command instanceof Command.Listed listed) {
            rules().stream()
                    .filter(rule -> rule.id().equals(listed.concern()))
                    .forEach(rule -> look.add(rule, Subject.of("name", listed.name())));
        }
    }

    private static void created(Look look, Command.CreateRoutine routine) {
        if (routine.replaces()) {
            look.add(REPLACE, Subject.of("name", routine.name()));
        }
        if (routine.definerWithoutPath()) {
            look.add(DEFINER, Subject.of("name", routine.name()));
        }
    }

    private static void dropped(Look look, Command.Drop drop) {
        for (String name : drop.names()) {
            boolean fresh = look.scene().history().isNewObject(drop.kind(), name)
                    || look.scene().history().isNew(drop.table());
            if (fresh) {
                continue;
            }
            if (drop.kind().equals("SEQUENCE")) {
                look.add(DROP_SEQUENCE, Subject.of("name", name));
            } else if (drop.kind().equals("EXTENSION")) {
                look.add(DROP_EXTENSION, Subject.of("name", name));
            } else if (!TABLES.contains(drop.kind())) {
                look.add(DROP, Subject.of("name", name, "kind", drop.kind().toLowerCase(java.util.Locale.ROOT)));
            }
        }
    }
}
