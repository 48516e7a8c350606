package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Command.Body;
import io.dbguard.internal.command.Parsed;
import io.dbguard.internal.command.TableAction;
import io.dbguard.internal.sql.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What cannot be understood or looked into. It is never safe. */
public final class Unknowns implements Family {
    static final Rule NOT_UNDERSTOOD = Rule.loss(
                    "not-understood", Risk.MEDIUM, "dbguard does not understand this: {text} ({reason})")
            .why("What is not understood may do anything. If it speaks of destroying data, it is taken to do so.")
            .examples("FROBNICATE orders;", "CREATE TABLE orders_new (id int);");
    static final Rule OPAQUE = Rule.loss("opaque", Risk.MEDIUM, "runs SQL that is put together only when it runs")
            .why("Nobody can tell before what it does. What stands in it as a fixed text is judged as if it ran.")
            .safer("-- Write out the statements that shall run.")
            .examples(
                    "DO $$ BEGIN EXECUTE (SELECT command FROM todo); END $$;",
                    "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM orders) THEN RAISE NOTICE 'empty'; END IF; END $$;");
    static final Rule CALLS = Rule.loss("calls-function", Risk.LOW, "calls {name}(), which may do anything")
            .why("A function of the application can change any row, and its text is not in these scripts.")
            .examples("SELECT recompute_totals();", "SELECT count(*) FROM orders;");
    static final Rule OTHER_SCRIPT = Rule.loss(
                    "runs-other-script", Risk.MEDIUM, "runs or reads something outside of this script: {text}")
            .why("What that does is not judged here.")
            .examples("COPY orders FROM '/tmp/orders.csv';", "INSERT INTO orders_new (id) VALUES (1);");
    static final Rule SETTING = Rule.compatibility(
                    "set", Risk.MEDIUM, "changes how the statements after it work: {name}")
            .why("With some settings, the same text does something else.")
            .examples("SET zero_damaged_pages = on;", "SET lock_timeout = '2s';");

    private static final Set<String> HARMLESS_SETTINGS = Set.of(
            "search_path",
            "schema",
            "lock_timeout",
            "statement_timeout",
            "client_encoding",
            "client_min_messages",
            "check_function_bodies",
            "standard_conforming_strings",
            "default_tablespace",
            "default_table_access_method",
            "idle_in_transaction_session_timeout",
            "transaction_timeout",
            "xmloption",
            "timezone",
            "datestyle",
            "intervalstyle",
            "names",
            "default_with_oids",
            "escape_string_warning",
            "bytea_output",
            "work_mem",
            "maintenance_work_mem",
            "application_name",
            "max_parallel_maintenance_workers",
            "row_security",
            "default_text_search_config",
            "constraints",
            "session_replication_role",
            "synchronous_commit",
            "extra_float_digits",
            "deadlock_timeout",
            "log_statement",
            "role",
            "mode",
            "db_close_delay",
            "referential_integrity",
            "jit",
            "default_toast_compression",
            "quote_all_identifiers",
            "array_nulls",
            "backslash_quote");
    private static final Set<String> HARMLESS_META = Set.of(
            "\\set",
            "\\unset",
            "\\echo",
            "\\qecho",
            "\\warn",
            "\\pset",
            "\\timing",
            "\\encoding",
            "\\restrict",
            "\\unrestrict",
            "\\a",
            "\\t",
            "\\x",
            "\\q",
            "\\errverbose",
            "\\conninfo",
            "\\.",
            "\\prompt");

    @Override
    public String title() {
        return "What cannot be understood";
    }

    @Override
    public List<Rule> rules() {
        return List.of(NOT_UNDERSTOOD, OPAQUE, CALLS, OTHER_SCRIPT, SETTING);
    }

    @Override
    public void judge(Look look) {
        Command command = look.command();
        if (command instanceof Command.NotUnderstood unknown) {
            notUnderstood(look, look.parsed().statement().text(), unknown.why(), look.start());
        } else if (command instanceof Command.AlterTable alter) {
            alter.actions().forEach(action -> unknownAction(look, action));
        } else if (command instanceof Command.Block block) {
            block(look, block);
        } else if (command instanceof Command.Query query) {
            query.unknownCall().ifPresent(name -> calls(look, name));
        } else if (command instanceof Command.Call call) {
            calls(look, call.routine());
        } else if (command instanceof Command.SetParameter set) {
            if (!HARMLESS_SETTINGS.contains(set.name()) && !set.name().contains(".")) {
                look.add(SETTING, Subject.of("name", set.name()));
            }
        } else {
            outside(look, command);
        }
    }

    private static void outside(Look look, Command command) {
        boolean copies = command instanceof Command.CopyIn copy && copy.fromServer();
        boolean listed =
                command instanceof Command.Listed other && other.concern().equals(OTHER_SCRIPT.id());
        boolean meta = command instanceof Command.Meta text
                && !HARMLESS_META.contains(text.text().split("\\s", 2)[0]);
        if (copies || listed || meta) {
            look.add(
                    OTHER_SCRIPT,
                    Subject.of("text", Quote.of(look.parsed().statement().text())));
        }
    }

    private static void unknownAction(Look look, TableAction action) {
        if (action instanceof TableAction.Unknown unknown) {
            notUnderstood(
                    look, action.where().text() + " " + unknown.text(), "no action of ALTER TABLE", action.where());
        }
    }

    private static void notUnderstood(Look look, String text, String why, Token where) {
        boolean destroys = Destruction.isNamedIn(look.parsed().statement().text());
        look.add(
                NOT_UNDERSTOOD,
                destroys ? Risk.HIGH : Risk.MEDIUM,
                Subject.of("text", Quote.of(text), "reason", why),
                where);
    }

    private static void block(Look look, Command.Block block) {
        Optional<Body> body = block.body();
        boolean hidden = body.isEmpty() || body.get().opaque().isPresent();
        if (hidden) {
            boolean destroys = Destruction.isNamedIn(look.parsed().statement().text());
            Token where = body.flatMap(Body::opaque).orElse(look.start());
            look.add(OPAQUE, destroys ? Risk.HIGH : Risk.MEDIUM, Subject.of(), where);
        }
    }

    /**
     * Notes that a statement may not be what it seems to be.
     *
     * @param look the statement
     * @param reason who doubts it
     */
    public static void doubt(Look look, String reason) {
        notUnderstood(look, look.parsed().statement().text(), reason, look.start());
    }

    /** Of a function that the scripts themselves define, it is known what it does. */
    private static void calls(Look look, String name) {
        Optional<Body> known = look.scene().history().routine(name);
        if (known.isEmpty() || known.get().opaque().isPresent()) {
            look.add(CALLS, Subject.of("name", name));
        }
    }

    /** Returns the statements that a statement runs inside of it. */
    static List<Parsed> within(Look look) {
        Command command = look.command();
        if (command instanceof Command.Block block) {
            return block.body().map(Body::commands).orElse(List.of());
        }
        String called = command instanceof Command.Call call
                ? call.routine()
                : command instanceof Command.Query query ? query.unknownCall().orElse("") : "";
        return look.scene().history().routine(called).map(Body::commands).orElse(List.of());
    }
}
