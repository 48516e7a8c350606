package io.dbguard.examples.quickstart;

import static java.util.stream.Collectors.joining;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationRefusedException;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.report.BackupReport;
import io.dbguard.api.report.Comparison;
import io.dbguard.api.report.RestorePreview;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.report.TableChange;
import io.dbguard.api.report.Verification;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Prints what happens, on one page. */
final class Page {
    private final PrintStream out;

    Page(PrintStream out) {
        this.out = out;
    }

    void places(Path database, Path backups) {
        line("dbguard quick start: a shop loses its data in three ways, and gets it back");
        line("  database  %s.mv.db", database);
        line("  backups   %s", backups);
    }

    void shop(StockTaking shop) {
        title("1. A shop");
        stockLine("", shop);
    }

    void backup(BackupReport backup) {
        title("2. A backup:  guard.backup().label(\"before-the-accidents\").run()");
        line("  %s", backup.header().id());
        line(
                "  %d tables, %d rows, %d bytes, of which %d had to be written",
                backup.tables(), backup.rows(), backup.rawBytes(), backup.writtenBytes());
    }

    void accidents() {
        title("3. Three accidents");
    }

    void accident(String sql, long rows, String what) {
        line("  %-34s %4d %s", sql, rows, what);
    }

    void preview(RestorePreview preview) {
        title("4. What a restore would do; nothing is changed:  guard.restore().latest().dryRun()");
        line("  %-20s %-9s %9s %9s %9s", "table", "", "inserted", "updated", "deleted");
        for (TableChange table : preview.tables()) {
            line(
                    "  %-20s %-9s %9d %9d %9d",
                    table.table(), word(table.action()), table.inserted(), table.updated(), table.deleted());
        }
        line(
                "  and what belongs to it is created: %d objects, such as %s",
                preview.created().size(), view(preview));
    }

    private static String view(RestorePreview preview) {
        return preview.created().stream()
                .filter(object -> object.kind().equals("view"))
                .map(Object::toString)
                .collect(joining(", "));
    }

    void restore(RestoreReport restored) {
        title("5. The restore:  guard.restore().latest().run()");
        line(
                "  from %s; %d rows in %d tables, read back and compared",
                restored.backup(), restored.rows(), restored.tables().size());
        String safety = restored.safetyBackup().map(BackupId::toString).orElse("none");
        line("  what was there before is kept too: %s", safety);
    }

    void verification(Verification backup, Comparison comparison) {
        title("6. Verified:  guard.verify().latest().run() and .againstDatabase()");
        line("  the backup is %s", backup instanceof Verification.Intact ? "intact, every byte of it" : "damaged");
        line(
                "  the database %s the backup, row by row, in %d tables",
                comparison.identical() ? "equals" : "differs from",
                comparison.tables().size());
    }

    void stock(StockTaking before, StockTaking now) {
        stockLine("before: ", before);
        stockLine("now:    ", now);
    }

    void nextOrder(long number) {
        line("  the next order got number %d, as if nothing had happened", number);
    }

    void refusal(MigrationScript script, MigrationRefusedException refused) {
        title("7. A dangerous migration:  guard.beforeMigration(migrations).migrate(flyway::migrate)");
        line("  %s says: %s", script.name(), script.sql());
        refused.assessment().findings().forEach(this::finding);
        line("  no statement of it was run; a backup of what is there was taken first:");
        line("  %s", refused.backup());
        line("  to let it run, approve exactly this script with the code %s", refused.code());
    }

    private void finding(Finding finding) {
        line(
                "  refused, %s:%d:%d: %s %s: %s",
                finding.script(), finding.line(), finding.column(), finding.risk(), finding.rule(), finding.message());
        finding.evidence().ifPresent(found -> line("  found: %s", found));
    }

    void end() {
        line("");
        line("All is back. This was QuickStart.java in dbguard-examples; its database and backups are still there.");
    }

    /** Returns how many rows a restore would add to all tables. */
    static long inserted(RestorePreview preview) {
        return preview.tables().stream().mapToLong(TableChange::inserted).sum();
    }

    /** Returns how many rows a restore would change in all tables. */
    static long updated(RestorePreview preview) {
        return preview.tables().stream().mapToLong(TableChange::updated).sum();
    }

    private static String word(TableChange.Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private void stockLine(String when, StockTaking shop) {
        line(
                "  %s%d customers, %d products, %d orders, %d order items, turnover %s",
                when, shop.customers(), shop.products(), shop.orders(), shop.orderItems(), shop.turnover());
    }

    private void title(String text) {
        line("");
        line(text);
    }

    private void line(String format, Object... values) {
        out.println(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    }
}
