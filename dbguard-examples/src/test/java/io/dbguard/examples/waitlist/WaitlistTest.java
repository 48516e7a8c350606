package io.dbguard.examples.waitlist;

import static io.dbguard.test.MigrationAssertions.assertThatMigrations;
import static io.dbguard.test.MigrationAssertions.migration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbguard.BackupRepository;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.migration.MigrationRefusedException;
import io.dbguard.api.migration.Verdict;
import io.dbguard.postgres.testing.PostgresServer;
import io.dbguard.test.MigrationAssertions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitlistTest {
    private static final String[] FIRST = {"classpath:waitlist/migration"};
    private static final String[] BOTH = {"classpath:waitlist/migration", "classpath:waitlist/next"};

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private Waitlist start(DataSource dataSource, String... locations) throws IOException {
        return Waitlist.start(dataSource, folder.resolve("backups"), UnaryOperator.identity(), locations);
    }

    private HttpResponse<String> post(Waitlist service, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
        return client.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(Waitlist service, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private BackupRepository repository() {
        return BackupRepository.in(folder.resolve("backups"));
    }

    @Test
    void onH2() throws Exception {
        var h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:" + folder.resolve("waitlist"));
        h2.setUser("sa");
        lives(h2);
    }

    @Test
    void onPostgres() throws Exception {
        try (var database = PostgresServer.version(17).newDatabase()) {
            lives(database.dataSource());
        }
    }

    private void lives(DataSource dataSource) throws Exception {
        try (Waitlist service = start(dataSource, FIRST)) {
            assertThat(post(service, "/api/waitlist", "email=ada@example.com").statusCode())
                    .isEqualTo(201);
            assertThat(post(service, "/api/waitlist", "email=grace@example.com").body())
                    .isEqualTo("{\"waiting\":2}");
            assertThat(post(service, "/api/waitlist", "nonsense").statusCode()).isEqualTo(400);
            assertThat(post(service, "/api/backup/create", "").statusCode()).isEqualTo(201);
            assertThat(post(service, "/api/backup/export-csv", "").statusCode()).isEqualTo(201);
            assertThat(get(service, "/api/health").statusCode()).isEqualTo(200);
        }
        try (var files = Files.walk(folder.resolve("exports"))) {
            assertThat(files.map(Path::toString))
                    .anyMatch(file -> file.toLowerCase().contains("waitlist.csv"));
        }
        assertThat(repository().list().backups())
                .extracting(backup -> backup.header().reason())
                .contains(BackupReason.BEFORE_MIGRATION, BackupReason.MANUAL);
        deploysWhatIsDangerousOnlyWhenApproved(dataSource);
    }

    private void deploysWhatIsDangerousOnlyWhenApproved(DataSource dataSource) throws Exception {
        var refused = catchThrowableOfType(MigrationRefusedException.class, () -> start(dataSource, BOTH));
        assertThat(refused.code()).endsWith("-2");
        try (Waitlist service = Waitlist.start(
                dataSource, folder.resolve("backups"), migration -> migration.approve(refused.code()), BOTH)) {
            assertThat(post(service, "/api/waitlist", "email=joan@example.com").body())
                    .isEqualTo("{\"waiting\":3}");
        }
        assertThat(repository().auditTrail().problems()).isEmpty();
    }

    /** What an application would have among its own tests. */
    @Test
    void theMigrationsAreJudgedAtBuildTime() {
        assertThatMigrations("classpath:waitlist/migration").haveVerdictAtMost(Verdict.CAUTION);
        MigrationAssertions.assertThat(migration("waitlist/next/V3__drop_referrer.sql"))
                .hasFinding("drop-column");
    }
}
