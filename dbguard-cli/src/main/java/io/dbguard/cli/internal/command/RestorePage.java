package io.dbguard.cli.internal.command;

import io.dbguard.api.report.RestorePreview;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.cli.internal.connect.JdbcUrl;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Printable;
import io.dbguard.cli.internal.output.TextTable;
import java.io.PrintWriter;
import java.util.List;

/** What a restore would do or has done, as a person reads it. */
final class RestorePage {
    private RestorePage() {}

    static void print(RestorePreview preview, JdbcUrl url, PrintWriter out) {
        out.println("Restoring backup " + preview.backup() + " into " + url + " would do this:");
        var table = new TextTable().text("table", "action").numbers("insert", "update", "delete");
        preview.tables()
                .forEach(change -> table.row(
                        change.table(),
                        Words.of(change.action()),
                        change.inserted(),
                        change.updated(),
                        change.deleted()));
        table.print(out);
        print("create", preview.created(), out);
        print("replace", preview.replaced(), out);
        print("keep", preview.kept(), out);
        out.println("Nothing was changed.");
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
        report.safetyBackup().ifPresent(id -> out.println("What was there before is in the safety backup " + id));
        report.warnings().forEach(warning -> out.println("Warning: " + Printable.line(warning)));
    }
}
