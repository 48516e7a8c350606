package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.report.DiffReport;
import io.dbguard.api.report.RowKey;
import io.dbguard.api.report.TableDiff;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Printable;
import io.dbguard.cli.internal.output.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What has changed, for people and for programs. */
final class DiffPage {
    private DiffPage() {}

    static void print(DiffReport report, PrintWriter out) {
        print("gone", report.schema().removed(), out);
        print("changed", report.schema().changed(), out);
        print("new", report.schema().added(), out);
        if (!report.different().isEmpty()) {
            table(report).print(out);
        }
        report.different().forEach(table -> print(table, out));
        String after = report.after().map(id -> "backup " + id).orElse("the database");
        out.println(
                report.identical()
                        ? "Backup " + report.before() + " and " + after + " hold the same."
                        : "From backup " + report.before() + " to " + after + ", "
                                + report.different().size() + " of "
                                + report.tables().size() + " tables have changed.");
    }

    private static void print(String what, List<SchemaObject> objects, PrintWriter out) {
        objects.forEach(object -> out.println(Printable.line(what + ": " + object.id())));
    }

    private static TextTable table(DiffReport report) {
        var table = new TextTable()
                .text("table")
                .numbers("before", "after", "gone", "changed", "new")
                .text("");
        report.different()
                .forEach(diff -> table.row(
                        diff.table(),
                        rows(diff.before()),
                        rows(diff.after()),
                        diff.removed(),
                        diff.changed(),
                        diff.added(),
                        remark(diff)));
        return table;
    }

    private static String rows(long number) {
        return number < 0 ? "-" : Long.toString(number);
    }

    private static String remark(TableDiff diff) {
        return switch (diff.state()) {
            case THERE -> "";
            case OTHER_COLUMNS -> "other columns; what both have was compared";
            case GONE -> "the table is gone";
            case NEW -> "the table is new";
        };
    }

    private static void print(TableDiff diff, PrintWriter out) {
        diff.samples().forEach(key -> out.println(Printable.line(diff.table() + ": " + word(key) + " " + values(key))));
    }

    private static String word(RowKey key) {
        return switch (key.change()) {
            case REMOVED -> "gone";
            case CHANGED -> "changed";
            case ADDED -> "new";
        };
    }

    private static String values(RowKey key) {
        return key.values().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    static ObjectNode json(DiffReport report) {
        ObjectNode json = Json.object()
                .put("before", report.before().value())
                .put("after", report.after().map(Object::toString).orElse(null))
                .put("identical", report.identical());
        ObjectNode schema = json.putObject("schema");
        SchemaWords.addTo(schema, report.schema());
        json.set("tables", Json.array(report.tables(), DiffPage::json));
        return json;
    }

    private static ObjectNode json(TableDiff diff) {
        ObjectNode json = Json.object()
                .put("table", diff.table().toString())
                .put("state", diff.state().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .put("rowsBefore", diff.before() < 0 ? null : diff.before())
                .put("rowsAfter", diff.after() < 0 ? null : diff.after())
                .put("rowsGone", diff.removed())
                .put("rowsChanged", diff.changed())
                .put("rowsNew", diff.added());
        json.set("samples", Json.array(diff.samples(), DiffPage::json));
        return json;
    }

    private static ObjectNode json(RowKey key) {
        ObjectNode json = Json.object().put("change", word(key));
        ObjectNode values = json.putObject("key");
        key.values().forEach(values::put);
        return json;
    }
}
