package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.RequestException;
import io.dbguard.api.check.CheckResult;
import io.dbguard.api.check.CheckResult.Status;
import io.dbguard.api.check.DrillReport;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.DrillNote;
import io.dbguard.api.report.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Backups that are restored to prove that they can be. */
abstract class DrillingContract extends ContractTest {

    DrillingContract(DatabaseUnderTest database) {
        super(database);
    }

    private TestDatabase database() {
        return newDatabase()
                .run(
                        "CREATE TABLE customers (id int PRIMARY KEY, name varchar(20))",
                        "INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace')",
                        "CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers (id))",
                        "INSERT INTO orders VALUES (10, 1), (11, 2), (12, NULL)",
                        "CREATE VIEW named AS SELECT name FROM customers",
                        "CREATE SEQUENCE numbers START WITH 7");
    }

    private static List<Status> statuses(DrillReport report, String check) {
        return report.results().stream()
                .filter(result -> result.name().equals(check))
                .map(CheckResult::status)
                .toList();
    }

    private List<EventKind> told(Guard guard) {
        return guard.repository().auditTrail().entries().stream()
                .map(entry -> entry.event().kind())
                .toList();
    }

    private Optional<DrillNote> noted(Guard guard, BackupId backup) {
        return guard.repository().list().backups().stream()
                .filter(summary -> summary.header().id().equals(backup))
                .findFirst()
                .orElseThrow()
                .drill();
    }

    @Test
    void provesThatTheNewestBackupCanBeRestored() {
        try (TestDatabase database = database();
                TestDatabase scratch = newDatabase()) {
            Guard guard = guard(database);
            BackupId backup = guard.backup().run().header().id();
            String before = dump(database);
            Instant start = Instant.now();
            DrillReport report = guard.drill()
                    .on(scratch.dataSource())
                    .within(Duration.ofHours(1))
                    .invariant("customers have names", "SELECT id FROM customers WHERE name IS NULL")
                    .invariant("three orders", "SELECT count(*) FROM orders", "3")
                    .run();
            assertThat(report.failures()).isEmpty();
            assertThat(report.passed()).isTrue();
            assertThat(report.backup()).isEqualTo(backup);
            assertThat(report.tables()).isEqualTo(2);
            assertThat(report.rows()).isEqualTo(5);
            assertThat(report.restored()).isPositive();
            assertThat(statuses(report, "invariant")).containsExactly(Status.PASS, Status.PASS);
            assertThat(statuses(report, "schema")).endsWith(Status.PASS);
            assertThat(statuses(report, "sequences")).containsExactly(Status.PASS);
            assertThat(dump(database)).isEqualTo(before);
            assertThat(noted(guard, backup)).hasValueSatisfying(note -> {
                assertThat(note.passed()).isTrue();
                assertThat(note.time()).isAfterOrEqualTo(start);
            });
            assertThat(guard.health().lastDrill()).map(DrillNote::backup).contains(backup);
            assertThat(told(guard)).contains(EventKind.DRILL);
            // Every digest and every fingerprint was looked at.
            assertThat(guard.repository().list().backups().get(0).verifiedAt()).isPresent();
        }
    }

    /** A restore never drops a user, and neither does what removes a copy. */
    private String withoutUsers(TestDatabase database) {
        return dump(database)
                .lines()
                .filter(line -> !line.startsWith("CREATE USER"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void nothingOfTheCopyStays() {
        try (TestDatabase database = database();
                TestDatabase scratch = newDatabase()) {
            under().furtherObjects().forEach(database::run);
            Guard guard = guard(database);
            guard.backup().run();
            String before = withoutUsers(scratch);
            DrillReport first = guard.drill().on(scratch.dataSource()).run();
            assertThat(first.failures()).isEmpty();
            assertThat(statuses(first, "cleanup")).isEmpty();
            assertThat(withoutUsers(scratch)).isEqualTo(before);
            assertThat(guard.drill().on(scratch.dataSource()).run().passed()).isTrue();
        }
    }

    @Test
    void anInvariantThatDoesNotHoldFailsAndTellsNoRow() {
        try (TestDatabase database = database();
                TestDatabase scratch = newDatabase()) {
            Guard guard = guard(database);
            BackupId backup = guard.backup().run().header().id();
            String before = dump(scratch);
            DrillReport report = guard.drill()
                    .on(scratch.dataSource())
                    .invariant(
                            "every order has a customer",
                            "SELECT c.name FROM orders o LEFT JOIN customers c ON c.id = o.customer")
                    .invariant("no such table", "SELECT 1 FROM nowhere")
                    .run();
            assertThat(report.passed()).isFalse();
            assertThat(statuses(report, "invariant")).containsExactly(Status.FAIL, Status.FAIL);
            assertThat(report.toString()).doesNotContain("Ada", "Grace");
            assertThat(dump(scratch)).isEqualTo(before);
            assertThat(noted(guard, backup)).map(DrillNote::passed).contains(false);
            assertThat(told(guard)).contains(EventKind.DRILL_FAILED).doesNotContain(EventKind.DRILL);
        }
    }

    @Test
    void aRestoreThatTakesTooLongFails() {
        try (TestDatabase database = database();
                TestDatabase scratch = newDatabase()) {
            Guard guard = guard(database);
            guard.backup().run();
            DrillReport report = guard.drill()
                    .on(scratch.dataSource())
                    .within(Duration.ofNanos(1))
                    .run();
            assertThat(report.failures()).extracting(CheckResult::name).containsExactly("time");
            assertThat(report.wanted()).contains(Duration.ofNanos(1));
        }
    }

    @Test
    void aDamagedBackupFailsAndLeavesNothing() throws IOException {
        try (TestDatabase database = database();
                TestDatabase scratch = newDatabase()) {
            Guard guard = guard(database);
            BackupId backup = guard.backup().run().header().id();
            String before = dump(scratch);
            try (Stream<Path> blobs = Files.walk(folder.resolve("blobs"))) {
                Path blob = blobs.filter(Files::isRegularFile).findFirst().orElseThrow();
                byte[] content = Files.readAllBytes(blob);
                content[content.length / 2] ^= 1;
                Files.write(blob, content);
            }
            DrillReport report = guard.drill().on(scratch.dataSource()).run();
            assertThat(report.failures()).extracting(CheckResult::name).containsExactly("restore", "backup");
            assertThat(dump(scratch)).isEqualTo(before);
            assertThat(noted(guard, backup)).map(DrillNote::passed).contains(false);
            assertThat(guard.repository().list().backups().get(0).damagedAt()).isPresent();
            assertThat(guard.repository().verify(backup)).isInstanceOf(Verification.Damaged.class);
        }
    }

    @Test
    void aDatabaseThatIsNotEmptyIsLeftAlone() {
        try (TestDatabase database = database();
                TestDatabase other = newDatabase().run("CREATE TABLE mine (id int)", "INSERT INTO mine VALUES (1)")) {
            Guard guard = guard(database);
            BackupId backup = guard.backup().run().header().id();
            String before = dump(other);
            String own = dump(database);
            for (TestDatabase taken : List.of(other, database)) {
                assertThatThrownBy(() -> guard.drill().on(taken.dataSource()).run())
                        .isInstanceOf(RequestException.class)
                        .hasMessageContaining("not empty");
            }
            assertThat(dump(other)).isEqualTo(before);
            assertThat(dump(database)).isEqualTo(own);
            assertThat(noted(guard, backup)).isEmpty();
            assertThat(told(guard)).contains(EventKind.DRILL_FAILED);
        }
    }

    @Test
    void aDatabaseThatHoldsAnythingIsNoScratchDatabase() {
        try (TestDatabase database = database();
                TestDatabase scratch = newDatabase().run("CREATE SEQUENCE mine START WITH 5000")) {
            Guard guard = guard(database);
            guard.backup().run();
            String before = dump(scratch);
            assertThatThrownBy(() -> guard.drill().on(scratch.dataSource()).run())
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("not empty");
            assertThat(dump(scratch)).isEqualTo(before);
        }
    }

    @Test
    void ofManyInstancesOneHoldsTheDrill() throws InterruptedException {
        var held = new AtomicInteger();
        var first = new CountDownLatch(1);
        try (TestDatabase database = database();
                TestDatabase scratch = newDatabase()) {
            guard(database).backup().run();
            List<Guard> guards = Stream.generate(() -> Guard.protect(database.dataSource())
                            .storeIn(folder)
                            .keys(under().keys())
                            .onEvent(event -> count(event, held, first))
                            .drillEvery(Duration.ofMillis(200), drill -> drill.on(scratch.dataSource()))
                            .build())
                    .limit(3)
                    .toList();
            assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();
            guards.forEach(Guard::close);
            // Two at a time in one scratch database would have failed.
            assertThat(told(guards.get(0))).contains(EventKind.DRILL).doesNotContain(EventKind.DRILL_FAILED);
            assertThat(guards)
                    .anySatisfy(guard -> assertThat(guard.health().lastDrill()).isPresent());
        }
    }

    private static void count(GuardEvent event, AtomicInteger held, CountDownLatch first) {
        if (event.kind() == EventKind.DRILL && held.incrementAndGet() == 3) {
            first.countDown();
        }
    }

    @Test
    void aDrillThatWasHeldIsNotDueAtTheNextStart() throws InterruptedException {
        try (TestDatabase database = database();
                TestDatabase scratch = newDatabase()) {
            Guard guard = guard(database);
            guard.backup().run();
            Instant held = guard.drill().on(scratch.dataSource()).run().time();
            try (Guard next = Guard.protect(database.dataSource())
                    .storeIn(folder)
                    .keys(under().keys())
                    .drillEvery(Duration.ofHours(1), drill -> drill.on(scratch.dataSource()))
                    .build()) {
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (next.health().lastDrill().isEmpty() && System.nanoTime() < deadline) {
                    Thread.onSpinWait();
                }
                assertThat(next.health().lastDrill()).map(DrillNote::time).contains(held);
            }
            assertThat(told(guard).stream().filter(kind -> kind == EventKind.DRILL))
                    .hasSize(1);
        }
    }
}
