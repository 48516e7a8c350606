package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.migration.RehearsalReport;
import io.dbguard.api.migration.SequenceEffect;
import io.dbguard.api.migration.StatementRun;
import io.dbguard.api.migration.TableEffect;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.TextTable;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** What a rehearsal found, for people and for programs. */
final class RehearsalPage {
    private RehearsalPage() {}

    static void print(RehearsalReport report, PrintWriter out) {
        out.println("Backup " + report.backup() + " was restored in "
                + report.restored().toMillis()
                + " ms; " + report.scripts().size() + " migrations ran in "
                + report.migrated().toMillis() + " ms.");
        if (!report.statements().isEmpty()) {
            var table = new TextTable()
                    .text("statement")
                    .numbers("ms")
                    .text("locks")
                    .text("written anew");
            report.statements()
                    .forEach(run -> table.row(
                            run.script() + ":" + run.line() + " " + run.head(),
                            run.took().toMillis(),
                            locks(run),
                            tables(run)));
            table.print(out);
        }
        report.aftermath().tables().stream()
                .filter(effect -> effect.content() != TableEffect.Content.SAME)
                .forEach(effect -> out.println(effect));
        report.aftermath().sequences().forEach(effect -> out.println(effect));
        report.surprises().forEach(surprise -> out.println("Not foreseen: " + surprise));
        out.println(report.lostNothing() ? "No row was lost." : "Rows were lost, or a migration failed.");
    }

    static ObjectNode json(RehearsalReport report) {
        ObjectNode json = Json.object()
                .put("backup", report.backup().value())
                .put("restoreMillis", report.restored().toMillis())
                .put("migrateMillis", report.migrated().toMillis())
                .put("verdict", report.assessment().verdict().name())
                .put("failure", report.failure())
                .put("lostNothing", report.lostNothing());
        json.set("scripts", Json.texts(report.scripts()));
        json.set("surprises", Json.texts(report.surprises()));
        json.set("statements", Json.array(report.statements(), RehearsalPage::json));
        json.set("tables", Json.array(report.aftermath().tables(), RehearsalPage::json));
        json.set("sequences", Json.array(report.aftermath().sequences(), RehearsalPage::json));
        return json;
    }

    private static ObjectNode json(StatementRun run) {
        return Json.object()
                .put("script", run.script())
                .put("line", run.line())
                .put("statement", run.head())
                .put("millis", run.took().toMillis())
                .put("locks", locks(run))
                .put("locksSeen", run.locksSeen())
                .put("rewritten", tables(run));
    }

    private static ObjectNode json(TableEffect effect) {
        return Json.object()
                .put("table", effect.table().toString())
                .put("before", effect.before())
                .put("after", effect.after())
                .put("content", effect.content().name())
                .put("announced", effect.announced());
    }

    private static ObjectNode json(SequenceEffect effect) {
        return Json.object()
                .put("sequence", effect.sequence().toString())
                .put("before", effect.before())
                .put("after", effect.after())
                .put("announced", effect.announced());
    }

    private static String locks(StatementRun run) {
        return !run.locksSeen()
                ? "not seen"
                : run.locks().stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    private static String tables(StatementRun run) {
        return run.rewritten().stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }
}
