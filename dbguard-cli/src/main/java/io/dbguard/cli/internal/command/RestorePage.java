package io.dbguard.cli.internal.command;

import io.dbguard.api.report.RestorePreview;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.report.RowSample;
import io.dbguard.api.report.TableChange;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.cli.internal.connect.JdbcUrl;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Printable;
import io.dbguard.cli.internal.output.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a restore would do or has done, as a person reads it. */
final class RestorePage {
    private RestorePage() {}

    static void print(RestorePreview preview, JdbcUrl url, PrintWriter out) {
        out.println("Restoring backup " + preview.backup() + " into " + url + " would do this:");
        var table = new TextTable().text("table", "action").numbers("insert", "update", "delete", "keep", "skip");
        preview.tables()
                .forEach(change -> table.row(
                        change.table(),
                        Words.of(change.action()),
                        change.inserted(),
                        change.updated(),
                        change.deleted(),
                        change.kept(),
                        change.rowsSkipped()));
        table.print(out);
        preview.tables().forEach(change -> printRows(change, out));
        print("create", preview.created(), out);
        print("replace", preview.replaced(), out);
        print("keep", preview.kept(), out);
        preview.remarks().forEach(remark -> out.println("Note: " + Printable.line(remark)));
        out.println("Nothing was changed.");
    }

    private static void printRows(TableChange change, PrintWriter out) {
        String table = Printable.line(change.table().toString());
        if (!change.columns().isEmpty()) {
            out.println(table + "  changed columns: "
                    + Printable.line(change.columns().entrySet().stream()
                            .map(column -> column.getKey() + " in " + Amounts.count(column.getValue(), "row"))
                            .collect(Collectors.joining(", "))));
        }
        change.skipped()
                .forEach(skipped -> out.println(table + "  skip " + Amounts.count(skipped.rows(), "row") + ": "
                        + Printable.line(skipped.reason())));
        change.samples().forEach(sample -> out.println(table + "  " + Printable.line(text(sample))));
    }

    private static String text(RowSample sample) {
        String values = sample.backup().keySet().stream()
                .map(column -> ", " + column + ": " + value(sample.now().get(column)) + " -> "
                        + value(sample.backup().get(column)))
                .collect(Collectors.joining());
        return Words.of(sample.fate()) + " "
                + sample.key().entrySet().stream()
                        .map(key -> key.getKey() + "=" + key.getValue())
                        .collect(Collectors.joining(", "))
                + values;
    }

    private static String value(@Nullable String value) {
        return value == null ? "NULL" : "'" + value + "'";
    }

    private static void print(String action, List<ObjectId> objects, PrintWriter out) {
        objects.forEach(object -> out.println(action + "  " + Printable.line(object.toString())));
    }

    static void print(RestoreReport report, JdbcUrl url, PrintWriter out) {
        var table = new TextTable().text("table", "action").numbers("rows");
        report.tables().forEach(outcome -> table.row(outcome.table(), Words.of(outcome.action()), outcome.rows()));
        table.print(out);
        out.println("Restored backup " + report.backup() + " into " + url + ": "
                + Amounts.count(report.tables().size(), "table") + ", " + Amounts.count(report.rows(), "row") + ", in "
                + Amounts.duration(report.took()) + "; every table was read back and compared.");
        report.tables()
                .forEach(outcome -> outcome.skipped()
                        .forEach(skipped -> out.println(Printable.line(outcome.table() + "  "
                                + Amounts.count(skipped.rows(), "row") + " skipped: " + skipped.reason()))));
        report.safetyBackup().ifPresent(id -> out.println("What was there before is in the safety backup " + id));
        report.warnings().forEach(warning -> out.println("Warning: " + Printable.line(warning)));
    }
}
