package io.dbguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.api.report.Verification.Intact;
import io.dbguard.api.restore.RestoreMode;
import io.dbguard.chaos.files.AtMark;
import io.dbguard.chaos.files.Mark;
import io.dbguard.chaos.files.Victim;
import io.dbguard.contract.TestDatabase;
import io.dbguard.contract.UrlDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM that restores over a live database, after a backup of what is there, is killed at every step: of the files and of
 * the database. A database module extends this with a database of its kind.
 */
public abstract class KilledRestore {
    private static final int SHORT = 3;
    private static final int FULL = 40;

    private static final String[] SHOP = {
        "CREATE TABLE customers (id int PRIMARY KEY, name varchar(50) NOT NULL)",
        "CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL,"
                + " CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES customers)",
        "CREATE INDEX orders_customer ON orders (customer)",
        "CREATE VIEW busy AS SELECT c.name FROM customers c JOIN orders o ON o.customer = c.id",
        "CREATE TABLE codes (code int)",
        "INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Edsger')",
        "INSERT INTO orders VALUES (10, 1), (11, 2), (12, 2)",
        "INSERT INTO codes VALUES (1), (2)"
    };

    private static final String[] DAMAGE = {
        "DELETE FROM orders WHERE id = 10",
        "UPDATE customers SET name = 'Oops'",
        "DROP VIEW busy",
        "ALTER TABLE orders ADD COLUMN more int",
        "DELETE FROM codes"
    };

    @TempDir
    Path folder;

    private Campaign campaign;
    private String damaged;
    private String restored;

    /** Returns what the databases are called in the figures. */
    protected abstract String name();

    /** Returns how the rows come back. */
    protected RestoreMode mode() {
        return RestoreMode.REPLACE;
    }

    /** Creates an empty database that another process can open. */
    protected abstract TestDatabase create();

    /** Returns how another process opens it. */
    protected abstract Access accessTo(TestDatabase database);

    /** Returns the whole content as text. */
    protected abstract String dump(TestDatabase database);

    /** Waits until the database knows that its client is gone, and does what the module promises for that case. */
    protected abstract void afterKill(TestDatabase database);

    /** A way into a database. */
    public record Access(String url, String user, String password) {}

    private static Guard guard(TestDatabase database, Path repository) {
        return Guard.protect(database.dataSource()).storeIn(repository).build();
    }

    /** A database with a backup, and with damage that was done to it since. */
    private record Scene(TestDatabase shop, Path repository, BackupId backup, Map<String, byte[]> files) {
        Guard guard() {
            return KilledRestore.guard(shop, repository);
        }
    }

    private Scene scene(TestDatabase shop, String name) throws IOException {
        Path repository = folder.resolve(name.replace(' ', '-'));
        shop.run(SHOP);
        BackupId backup = guard(shop, repository).backup().run().header().id();
        shop.run(DAMAGE);
        return new Scene(shop, repository, backup, read(repository));
    }

    private static Map<String, byte[]> read(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    @Test
    void leavesTheDatabaseAsItWasOrAsItIsToBe() throws IOException {
        campaign = new Campaign("killed restore " + name());
        List<Mark> marks = marks();
        for (Mark mark : campaign.some(SHORT, FULL, marks)) {
            try (TestDatabase shop = create()) {
                kill(scene(shop, "killed " + mark), mark);
            }
        }
        campaign.finish();
    }

    private List<Mark> marks() throws IOException {
        AtMark whole = AtMark.never();
        try (TestDatabase shop = create()) {
            Scene scene = scene(shop, "measured");
            damaged = dump(shop);
            Access access = accessTo(shop);
            RestoreProgram.restore(
                    new UrlDataSource(access.url, access.user, access.password), scene.repository, mode(), whole);
            restored = dump(shop);
        }
        assertThat(restored).isNotEqualTo(damaged);
        return whole.marks();
    }

    private void kill(Scene scene, Mark mark) throws IOException {
        String what = "restore of " + name() + " killed " + mark;
        Access access = accessTo(scene.shop);
        Victim victim = Victim.run(
                RestoreProgram.class,
                mark,
                access.url,
                access.user,
                access.password,
                scene.repository.toString(),
                mode().name());
        assertThat(victim.killed()).as(what).isTrue();
        campaign.count("kill points");
        afterKill(scene.shop);
        String left = dump(scene.shop);
        if (!left.equals(damaged) && !left.equals(restored)) {
            campaign.lost(what + ": the database is neither as it was nor as it should be: " + left);
        }
        Optional<BackupId> safety = checkRepository(scene, what);
        if (!left.equals(damaged) && safety.isEmpty()) {
            campaign.lost(what + ": the database changed before there was a safety backup");
        }
        checkRestores(scene, scene.backup, mode(), restored, what + ": the next restore");
        // What only the database has stays at a restore, and the damage had taken it away.
        scene.shop.run("DROP VIEW IF EXISTS busy");
        safety.ifPresent(id ->
                checkRestores(scene, id, RestoreMode.REPLACE, damaged, what + ": the restore of the safety backup"));
    }

    private void checkRestores(Scene scene, BackupId id, RestoreMode mode, String expected, String what) {
        scene.guard().restore().backup(id).mode(mode).withoutSafetyBackup().run();
        if (!dump(scene.shop).equals(expected)) {
            campaign.lost(what + " ends with something else");
        }
    }

    private Optional<BackupId> checkRepository(Scene scene, String what) throws IOException {
        Map<String, byte[]> now = read(scene.repository);
        scene.files.forEach((path, content) -> {
            if (!Witness.isAsItWas(path, content, now.get(path))) {
                campaign.lost(what + ": changed " + path);
            }
        });
        BackupListing listing = scene.guard().repository().list();
        listing.damaged().forEach(damage -> campaign.falselyListed(what + ": half a backup " + damage));
        for (BackupSummary listed : listing.backups()) {
            if (!(scene.guard().repository().verify(listed.header().id()) instanceof Intact)) {
                campaign.falselyListed(what + ": " + listed.header().id());
            }
        }
        assertThat(listing.backups()).extracting(b -> b.header().id()).contains(scene.backup);
        return listing.backups().stream()
                .map(b -> b.header().id())
                .filter(id -> !id.equals(scene.backup))
                .findFirst();
    }
}
