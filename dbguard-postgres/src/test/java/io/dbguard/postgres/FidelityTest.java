package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.api.schema.Schema;
import io.dbguard.postgres.testing.EverythingFixture;
import io.dbguard.postgres.testing.PgDump;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresFacts;
import io.dbguard.postgres.testing.PostgresServer;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restored database cannot be told from the original, whatever it holds. */
class FidelityTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void oneOfEverythingComesBackAsItWas(int major) {
        PostgresServer server = PostgresServer.version(major);
        try (PostgresDatabase source = server.newDatabase();
                PostgresDatabase original = server.newDatabase();
                PostgresDatabase copy = server.newDatabase()) {
            EverythingFixture.load(source);
            // Inherited columns may change their order once, with pg_dump as with dbguard; from then on they stay.
            transfer(source, original, "first");
            transfer(original, copy, "second");
            assertThat(definitions(original)).isNotEmpty().isEqualTo(definitions(copy));
            assertThat(definitions(source)).containsExactlyInAnyOrderElementsOf(definitions(copy));
            Optional<PgDump> witness = PgDump.forServer(major);
            System.out.println("Fidelity on PostgreSQL " + major
                    + (witness.isEmpty() ? ": no pg_dump to ask" : ": pg_dump asked"));
            witness.ifPresent(pgDump -> assertThat(pgDump.dump(copy)).isEqualTo(pgDump.dump(original)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUNCATE app.people, app.measure, app.chicken, app.parent1, app.by_expression CASCADE",
                "DROP PUBLICATION everything, schemas, some_tables; DELETE FROM app.measured; DELETE FROM app.measure WHERE v > 10;"
                        + " UPDATE app.child SET b = 'changed'; SELECT lo_unlink(779), lo_put(777, 1, '\\x41');"
                        + " UPDATE ONLY app.parent1 SET b = NULL; DELETE FROM app.elsewhere",
                "DROP TABLE app.measure, app.people, app.parent1 CASCADE; DROP TYPE app.mood CASCADE",
                "DROP SCHEMA app CASCADE; DROP SCHEMA \"Odd \"\"schema\"\"\" CASCADE; DROP SCHEMA owned",
                "ALTER TABLE app.people ADD more int; ALTER TYPE app.mood ADD VALUE 'more';"
                        + " DROP VIEW app.by_key; CREATE VIEW app.by_key AS SELECT 1 AS x; TRUNCATE app.measured; DROP INDEX app.measure_lonely; ALTER TABLE app.measure DETACH PARTITION app.measure_2024"
            })
    void oneOfEverythingIsRepaired(String damage) {
        PostgresServer server = PostgresServer.version(17);
        try (PostgresDatabase source = server.newDatabase();
                PostgresDatabase database = server.newDatabase()) {
            EverythingFixture.load(source);
            transfer(source, database, "first");
            List<String> before = definitions(database);
            String rows = PostgresFacts.dump(database.asSuperuser());
            try (Guard guard = Guard.protect(database.superuser())
                    .storeIn(folder.resolve("second"))
                    .build()) {
                guard.backup().run();
                database.asSuperuser().run("DROP EVENT TRIGGER watch", damage);
                assertThat(guard.verify().latest().againstDatabase().identical())
                        .isFalse();
                guard.restore().latest().run();
                assertThat(guard.verify().latest().againstDatabase().identical())
                        .isTrue();
            }
            assertThat(definitions(database)).containsExactlyInAnyOrderElementsOf(before);
            assertThat(PostgresFacts.dump(database.asSuperuser())).isEqualTo(rows);
        }
    }

    private void transfer(PostgresDatabase from, PostgresDatabase to, String name) {
        Path repository = folder.resolve(name);
        try (Guard writer = Guard.protect(from.superuser()).storeIn(repository).build();
                Guard reader = Guard.protect(to.superuser()).storeIn(repository).build()) {
            writer.backup().run();
            assertThat(reader.restore().latest().run().warnings()).isEmpty();
            assertThat(reader.verify().latest().againstDatabase().identical()).isTrue();
        }
    }

    /** All objects with their definitions, in the order in which they would be created. */
    private static List<String> definitions(PostgresDatabase database) {
        var options = new AccessOptions(table -> false, Duration.ofSeconds(5));
        try (Snapshot snapshot = new PostgresProvider().openSnapshot(database.superuser(), options)) {
            Schema schema = snapshot.schema();
            assertThat(schema.unsupported()).isEmpty();
            return schema.objects().stream()
                    .map(object ->
                            object.id() + " " + object.section() + " " + object.create() + " " + object.dependsOn())
                    .toList();
        }
    }
}
