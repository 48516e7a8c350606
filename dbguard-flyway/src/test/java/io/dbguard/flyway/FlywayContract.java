package io.dbguard.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbguard.Guard;
import io.dbguard.GuardedMigration;
import io.dbguard.api.RequestException;
import io.dbguard.api.event.AuditEntry;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationRefusedException;
import io.dbguard.api.migration.MigrationReport;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationScript.Frame;
import io.dbguard.api.migration.Verdict;
import io.dbguard.contract.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.internal.license.VersionPrinter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Flyway under guard, on a real database. */
abstract class FlywayContract {
    private static final int INSTANCES = 5;

    @TempDir
    Path repository;

    @TempDir
    Path scripts;

    private final TestDatabase database;

    FlywayContract(TestDatabase database) {
        this.database = database;
    }

    @AfterEach
    void removeDatabase() {
        database.close();
    }

    TestDatabase database() {
        return database;
    }

    Guard guard() {
        return Guard.protect(database.dataSource()).storeIn(repository).build();
    }

    FluentConfiguration configuration() {
        return Flyway.configure().dataSource(database.dataSource()).locations("filesystem:" + scripts);
    }

    void write(String name, String text) {
        try {
            Files.writeString(scripts.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void threeThatAdd() {
        write("V1__users.sql", "CREATE TABLE users (id int PRIMARY KEY, email varchar(50));");
        write("V2__ada.sql", "INSERT INTO users VALUES (1, 'ada@example.org');");
        write("V10__orders.sql", "CREATE TABLE orders (id int PRIMARY KEY);");
    }

    long backups() {
        return guard().repository().list().backups().stream()
                .filter(backup -> backup.header().reason() == BackupReason.BEFORE_MIGRATION)
                .count();
    }

    @Test
    void theFirstStartRunsAllAfterABackupAndTheSecondTakesNone() {
        threeThatAdd();
        Flyway flyway = configuration().load();
        var report = guard().beforeMigration(FlywayMigrations.of(flyway)).migrate(flyway::migrate);
        assertThat(report.scripts()).containsExactly("V1__users.sql", "V2__ada.sql", "V10__orders.sql");
        assertThat(report.backup()).isPresent();
        assertThat(database.value("SELECT email FROM users")).isEqualTo("ada@example.org");
        var second = guard().beforeMigration(FlywayMigrations.of(flyway)).migrate(flyway::migrate);
        assertThat(second.scripts()).isEmpty();
        assertThat(backups()).isEqualTo(1);
    }

    @Test
    void aDangerousMigrationStaysPendingUntilItIsApproved() {
        threeThatAdd();
        Flyway flyway = configuration().load();
        flyway.migrate();
        write("V11__safe.sql", "CREATE TABLE more (id int);");
        write("V12__drop.sql", "ALTER TABLE users DROP COLUMN email;");
        var refusal = catchThrowableOfType(
                MigrationRefusedException.class,
                () -> guard().beforeMigration(FlywayMigrations.of(flyway)).migrate(flyway::migrate));
        assertThat(refusal).hasMessageContaining("V12__drop.sql:1:");
        assertThat(flyway.info().pending()).hasSize(2);
        assertThat(database.value("SELECT email FROM users")).isEqualTo("ada@example.org");
        guard().beforeMigration(FlywayMigrations.of(flyway))
                .approve(refusal.code(), "Ada", "unused")
                .migrate(flyway::migrate);
        assertThat(flyway.info().pending()).isEmpty();
    }

    @Test
    void everyPlaceholderHasTheValueThatFlywayGivesIt() {
        threeThatAdd();
        configuration().load().migrate();
        write(
                "V11__drop.sql",
                "DROP TABLE #[flyway:defaultSchema].#[which]; -- #[flyway:filename] #[flyway:timestamp]");
        Flyway flyway = configuration()
                .placeholderPrefix("#[")
                .placeholderSuffix("]")
                .placeholders(Map.of("which", "users"))
                .load();
        var script = FlywayMigrations.of(flyway).pending(database.dataSource()).get(0);
        String schema = database.value("SELECT CURRENT_SCHEMA");
        assertThat(script.sql()).isEqualTo("DROP TABLE " + schema + ".users; -- V11__drop.sql 2000-01-01 00:00:00");
        var refusal = refusal(flyway);
        assertThat(refusal).hasMessageContaining("drop-table");
        flyway.migrate();
        assertThat(flyway.info().pending()).isEmpty();
    }

    @Test
    void aPlaceholderWithoutAValueIsSaidBeforeAnythingRuns() {
        write("V1__a.sql", "CREATE TABLE a (id int);");
        write("V2__b.sql", "DROP TABLE ${nobody};");
        Flyway flyway = configuration().load();
        assertThatThrownBy(() -> guarded(flyway).migrate(flyway::migrate))
                .isInstanceOf(RequestException.class)
                .hasMessageContainingAll("nobody", "no migration was run");
        assertThat(flyway.info().pending()).hasSize(2);
    }

    @Test
    void whatIsConfiguredBesideAScriptCounts() {
        write("V1__plain.sql", "CREATE TABLE a (id int);");
        write("V2__alone.sql", "CREATE TABLE b (name varchar(20) DEFAULT '${not} a placeholder');");
        write("V2__alone.sql.conf", "executeInTransaction=false\nplaceholderReplacement=false\n");
        Flyway flyway = configuration().load();
        assertThat(FlywayMigrations.of(flyway).pending(database.dataSource()))
                .satisfiesExactly(plain -> assertThat(plain.frame()).isEqualTo(Frame.TRANSACTION), alone -> {
                    assertThat(alone.frame()).isEqualTo(Frame.NONE);
                    assertThat(alone.sql()).contains("${not}");
                });
        flyway.migrate();
    }

    @Test
    void aMigrationInJavaIsNotUnderstoodAndNeverSafe() {
        Flyway flyway = configuration().javaMigrations(new V3__InJava()).load();
        MigrationReport report = guarded(flyway).migrate(flyway::migrate);
        assertThat(report.scripts()).singleElement().asString().contains("V3__InJava");
        assertThat(report.assessment().verdict()).isEqualTo(Verdict.CAUTION);
        assertThat(report.assessment().findings()).extracting(Finding::rule).containsExactly("not-understood");
        assertThat(database.query("SELECT * FROM in_java")).isEmpty();
    }

    @Test
    void aRepeatableRunsAgainWhenItHasChanged() {
        threeThatAdd();
        write("R__adults.sql", "CREATE OR REPLACE VIEW adults AS SELECT id FROM users;");
        Flyway flyway = configuration().load();
        assertThat(guarded(flyway).migrate(flyway::migrate).scripts())
                .endsWith("R__adults.sql")
                .hasSize(4);
        assertThat(guarded(flyway).migrate(flyway::migrate).scripts()).isEmpty();
        write("R__adults.sql", "DELETE FROM users; CREATE OR REPLACE VIEW adults AS SELECT id FROM users;");
        assertThat(refusal(flyway)).hasMessageContaining("R__adults.sql:1:1");
        assertThat(database.query("SELECT id FROM adults")).containsExactly("1");
    }

    @Test
    void flywayDecidesWhatIsPending() {
        threeThatAdd();
        configuration().load().migrate();
        write("V3__late.sql", "DROP TABLE users;");
        write("V11__next.sql", "CREATE TABLE next (id int);");
        write("V99__future.sql", "DROP TABLE users;");
        write("U11__next.sql", "DROP TABLE next;");
        Flyway strict = configuration()
                .target("11")
                .ignoreMigrationPatterns("*:ignored")
                .load();
        assertThat(names(strict)).containsExactly("V11__next.sql");
        Flyway late = configuration().outOfOrder(true).load();
        assertThat(names(late)).containsExactly("V3__late.sql", "V11__next.sql", "V99__future.sql");
        strict.migrate();
        assertThat(database.query("SELECT id FROM next")).isEmpty();
        assertThat(database.query("SELECT id FROM users")).containsExactly("1");
    }

    @Test
    void aFileBesideTheScriptApproves() {
        threeThatAdd();
        Flyway flyway = configuration().load();
        flyway.migrate();
        write("V11__drop.sql", "DROP TABLE users;");
        String code = refusal(flyway).code();
        write("V11__drop.sql.approved", "code: " + code + "\nby: Ada\nwhy: moved to profiles\n");
        MigrationReport report = guarded(flyway).migrate(flyway::migrate);
        assertThat(report.approval()).hasValueSatisfying(approval -> {
            assertThat(approval.by()).isEqualTo("Ada");
            assertThat(approval.from()).isEqualTo("V11__drop.sql.approved");
        });
        assertThat(flyway.info().pending()).isEmpty();
    }

    @Test
    void scriptsOnTheClassPathAreRead() throws IOException {
        Path jar = repository.resolveSibling(repository.getFileName() + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("in/jar/"));
            out.putNextEntry(new JarEntry("in/jar/V1__packed.sql"));
            out.write("CREATE TABLE packed (id int);".getBytes(StandardCharsets.UTF_8));
        }
        try (var loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            Flyway flyway = Flyway.configure(loader)
                    .dataSource(database.dataSource())
                    .locations("classpath:in/jar")
                    .load();
            assertThat(FlywayMigrations.of(flyway).pending(database.dataSource()))
                    .extracting(MigrationScript::sql)
                    .containsExactly("CREATE TABLE packed (id int);");
        } finally {
            Files.delete(jar);
        }
    }

    @Test
    void theCallbackAloneRefusesAndLeavesEverythingPending() {
        threeThatAdd();
        Flyway flyway = configuration().callbacks(DbGuardCallback.of(guard())).load();
        flyway.migrate();
        flyway.migrate();
        assertThat(backups()).isEqualTo(1);
        assertThat(events(EventKind.MIGRATION)).hasSize(1);
        write("V11__safe.sql", "CREATE TABLE more (id int);");
        write("V12__drop.sql", "DROP TABLE users;");
        var refusal = catchThrowable(flyway::migrate);
        assertThat(refusal).hasRootCauseInstanceOf(MigrationRefusedException.class);
        assertThat(flyway.info().pending()).hasSize(2);
        String code = ((MigrationRefusedException) rootCause(refusal)).code();
        configuration()
                .callbacks(DbGuardCallback.of(guard(), migration -> migration.approve(code)))
                .load()
                .migrate();
        assertThat(flyway.info().pending()).isEmpty();
        assertThat(events(EventKind.MIGRATION)).hasSize(2);
    }

    @Test
    void theCallbackNotesAFailureAndFlywaysOwnExceptionArrives() {
        write("V1__fails.sql", "CREATE TABLE a (id int); INSERT INTO nowhere VALUES (1);");
        Flyway flyway = configuration().callbacks(DbGuardCallback.of(guard())).load();
        assertThatThrownBy(flyway::migrate).isInstanceOf(FlywayException.class).hasMessageContaining("V1__fails.sql");
        assertThat(events(EventKind.MIGRATION_FAILED)).hasSize(1);
        // The turn was given back.
        guarded(configuration().load()).waitAtMost(Duration.ZERO).begin().close();
    }

    @Test
    void theCallbackEndsAMigrationOfWhichFlywaySaidNothingMore() {
        threeThatAdd();
        AtomicBoolean refuse = new AtomicBoolean(true);
        Flyway flyway = configuration()
                .callbacks(
                        DbGuardCallback.of(guard(), migration -> migration.waitAtMost(Duration.ZERO)),
                        new Later(refuse).asCallback())
                .load();
        assertThatThrownBy(flyway::migrate).hasMessageContaining("not now");
        refuse.set(false);
        flyway.migrate();
        assertThat(flyway.info().pending()).isEmpty();
    }

    @Test
    void ofSeveralInstancesOneMigrates() throws Exception {
        threeThatAdd();
        ExecutorService threads = Executors.newFixedThreadPool(INSTANCES);
        var barrier = new CyclicBarrier(INSTANCES);
        List<Callable<MigrationReport>> instances = Collections.nCopies(INSTANCES, () -> {
            Flyway flyway = configuration().load();
            barrier.await();
            return guarded(flyway).migrate(flyway::migrate);
        });
        List<Integer> did = new ArrayList<>();
        for (var report : threads.invokeAll(instances)) {
            did.add(report.get().scripts().size());
        }
        threads.shutdown();
        assertThat(did).containsExactlyInAnyOrder(3, 0, 0, 0, 0);
        assertThat(backups()).isEqualTo(1);
    }

    @Test
    void theTestsRunOnTheFlywayThatTheyWereMeantFor() {
        assertThat(VersionPrinter.getVersion()).isEqualTo(System.getProperty("dbguard.flyway.expected"));
    }

    private GuardedMigration guarded(Flyway flyway) {
        return guard().beforeMigration(FlywayMigrations.of(flyway));
    }

    private MigrationRefusedException refusal(Flyway flyway) {
        return catchThrowableOfType(
                MigrationRefusedException.class, () -> guarded(flyway).migrate(flyway::migrate));
    }

    private List<String> names(Flyway flyway) {
        return FlywayMigrations.of(flyway).pending(database.dataSource()).stream()
                .map(MigrationScript::name)
                .toList();
    }

    List<AuditEntry> events(EventKind kind) {
        return guard().repository().auditTrail().entries().stream()
                .filter(entry -> entry.event().kind() == kind)
                .toList();
    }

    private static Throwable rootCause(Throwable failure) {
        return failure.getCause() == null ? failure : rootCause(failure.getCause());
    }

    /** Creates a table, as nobody can tell from its text. */
    public static final class V3__InJava extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws Exception {
            try (var statement = context.getConnection().createStatement()) {
                statement.execute("CREATE TABLE in_java (id int)");
            }
        }
    }
}
