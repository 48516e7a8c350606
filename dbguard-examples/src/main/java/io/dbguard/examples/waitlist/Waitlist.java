package io.dbguard.examples.waitlist;

import com.sun.net.httpserver.HttpServer;
import io.dbguard.Guard;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.Health;
import io.dbguard.api.retention.Retention;
import io.dbguard.flyway.FlywayMigrations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A waiting list over HTTP, on H2 or PostgreSQL. Each sign-up is in a backup a moment later, and no deployment changes the
 * tables without one.
 *
 * <pre>
 * POST /api/waitlist            email=ada@example.com
 * POST /api/backup/create       a backup now
 * POST /api/backup/export-csv   all tables as CSV files, beside the backups
 * GET  /api/health              200 if every sign-up is in a backup or soon will be, otherwise 503
 * </pre>
 */
public final class Waitlist implements AutoCloseable {
    private final Guard guard;
    private final SignUps signUps;
    private final HttpServer server;
    private final Path exports;

    private Waitlist(Guard guard, SignUps signUps, HttpServer server, Path exports) {
        this.guard = guard;
        this.signUps = signUps;
        this.server = server;
        this.exports = exports;
    }

    /**
     * Starts the service, after the migrations that the database lacks.
     *
     * @param dataSource where the list is
     * @param backups where the backups go; must outlive the service
     * @param approving approves what a refusal of the last start named, if anything
     * @param locations where the migrations are, as Flyway has it
     * @throws io.dbguard.api.migration.MigrationRefusedException if one of them destroys data and nobody approved it
     */
    static Waitlist start(
            DataSource dataSource,
            Path backups,
            UnaryOperator<io.dbguard.GuardedMigration> approving,
            String... locations)
            throws IOException {
        Guard guard = Guard.protect(dataSource)
                .storeIn(backups)
                .keep(Retention.last(10).daily(30))
                .afterWrite(Duration.ofMillis(500), Duration.ofSeconds(30))
                .build();
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(dataSource)
                    .locations(locations)
                    .load();
            approving
                    .apply(guard.beforeMigration(FlywayMigrations.of(flyway)))
                    .restoreOnFailure()
                    .migrate(flyway::migrate);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            return new Waitlist(guard, new SignUps(dataSource), server, backups.resolveSibling("exports")).listening();
        } catch (IOException | RuntimeException e) {
            guard.close();
            throw e;
        }
    }

    private Waitlist listening() {
        server.createContext("/api/waitlist", Answer.to("POST", this::signUp));
        server.createContext("/api/backup/create", Answer.to("POST", body -> backUp()));
        server.createContext("/api/backup/export-csv", Answer.to("POST", body -> export()));
        server.createContext("/api/health", Answer.to("GET", body -> health()));
        server.start();
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private Answer signUp(String body) throws Exception {
        if (!body.startsWith("email=") || !(body.contains("%40") || body.contains("@"))) {
            return new Answer(400, "{\"problem\":\"an e-mail address is missing\"}");
        }
        signUps.add(URLDecoder.decode(body.substring("email=".length()), StandardCharsets.UTF_8));
        guard.backupAfterWrite("waitlist");
        return new Answer(201, "{\"waiting\":" + signUps.count() + "}");
    }

    private Answer backUp() {
        BackupId id = guard.backup().label("by-hand").run().header().id();
        return new Answer(201, "{\"backup\":\"" + id + "\"}");
    }

    private Answer export() {
        BackupId id = guard.backup().onlyIfChanged().run().header().id();
        guard.repository().exportCsv(id, exports.resolve(id.value()));
        return new Answer(201, "{\"backup\":\"" + id + "\"}");
    }

    private Answer health() {
        Health health = guard.health();
        boolean well = health.failuresInARow() == 0;
        return new Answer(
                well ? 200 : 503,
                "{\"well\":" + well + ",\"lastBackup\":\""
                        + health.lastBackup().map(BackupId::value).orElse("") + "\"}");
    }

    /** Ends the service; the last sign-ups are backed up first. */
    @Override
    public void close() {
        server.stop(0);
        guard.close();
    }
}
