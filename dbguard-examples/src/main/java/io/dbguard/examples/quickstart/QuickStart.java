package io.dbguard.examples.quickstart;

import io.dbguard.Guard;
import io.dbguard.Migrations;
import io.dbguard.api.migration.MigrationRefusedException;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.report.BackupReport;
import io.dbguard.api.report.Comparison;
import io.dbguard.api.report.RestorePreview;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.report.Verification;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Backs a small shop up, destroys its data in three ways, and brings all of it back.
 *
 * <p>All that an application needs of dbguard is a {@link Guard} on its {@code DataSource}; what it can do is shown here
 * one method after the other. The program ends with an error if anything is not as it should be.
 */
public final class QuickStart {
    private static final MigrationScript TIDY_UP =
            new MigrationScript("V2__tidy_up.sql", "DROP TABLE customers CASCADE;");

    private final Guard guard;
    private final Shop shop;
    private final Page page;

    private QuickStart(Guard guard, Shop shop, Page page) {
        this.guard = guard;
        this.shop = shop;
        this.page = page;
    }

    /** Runs in a new temporary folder. */
    public static void main(String[] arguments) throws Exception {
        run(Files.createTempDirectory("dbguard-quickstart-"), System.out);
    }

    /** Runs in a folder: the database goes into one folder in it, its backups into another. */
    static void run(Path folder, PrintStream out) throws Exception {
        Path database = folder.resolve("database").resolve("shop");
        Path backups = folder.resolve("backups");
        JdbcConnectionPool dataSource = JdbcConnectionPool.create("jdbc:h2:" + database, "sa", "");
        try (Guard guard = Guard.protect(dataSource).storeIn(backups).build()) {
            Page page = new Page(out);
            page.places(database, backups);
            new QuickStart(guard, new Shop(dataSource), page).tellTheStory();
        } finally {
            dataSource.dispose();
        }
    }

    private void tellTheStory() throws Exception {
        shop.open();
        StockTaking before = shop.takeStock();
        page.shop(before);

        backUp(before);
        destroy(before);
        seeWhatWouldComeBack(before);
        restore(before);
        verify(before);
        refuseADangerousMigration(before);

        page.end();
    }

    private void backUp(StockTaking before) {
        BackupReport backup = guard.backup().label("before-the-accidents").run();

        page.backup(backup);
        Expect.equal("rows in the backup", backup.rows(), before.rows());
    }

    private void destroy(StockTaking before) throws Exception {
        page.accidents();
        page.accident(Shop.DELETE_WITHOUT_WHERE, shop.happen(Shop.DELETE_WITHOUT_WHERE), "rows deleted");
        shop.happen(Shop.DROP_TABLE);
        page.accident(Shop.DROP_TABLE, before.orders(), "rows gone, and the view with them");
        page.accident(Shop.BAD_UPDATE, shop.happen(Shop.BAD_UPDATE), "prices overwritten");
    }

    private void seeWhatWouldComeBack(StockTaking before) throws Exception {
        RestorePreview preview = guard.restore().latest().dryRun();

        page.preview(preview);
        Expect.equal("orders after a dry run", shop.hasTable("ORDERS"), false);
        Expect.equal("rows to insert", Page.inserted(preview), before.orders() + before.orderItems());
        Expect.equal("rows to update", Page.updated(preview), before.products());
    }

    private void restore(StockTaking before) throws Exception {
        RestoreReport restored = guard.restore().latest().run();

        page.restore(restored);
        Expect.equal("the shop after the restore", shop.takeStock(), before);
    }

    private void verify(StockTaking before) throws Exception {
        Verification backup = guard.verify().latest().run();
        Comparison comparison = guard.verify().latest().againstDatabase();

        page.verification(backup, comparison);
        Expect.equal("the backup is intact", backup instanceof Verification.Intact, true);
        Expect.equal("the database equals the backup", comparison.identical(), true);

        page.stock(before, shop.takeStock());
        Expect.equal("the number of the next order", shop.sell(), before.lastOrder() + 1);
        page.nextOrder(before.lastOrder() + 1);
    }

    private void refuseADangerousMigration(StockTaking before) throws Exception {
        try {
            guard.beforeMigration(Migrations.of(TIDY_UP)).migrate(() -> shop.happen(TIDY_UP.sql()));
            throw new IllegalStateException("A dangerous migration was not refused");
        } catch (MigrationRefusedException refused) {
            page.refusal(TIDY_UP, refused);
        }
        Expect.equal("customers after the refusal", shop.takeStock().customers(), before.customers());
    }
}
