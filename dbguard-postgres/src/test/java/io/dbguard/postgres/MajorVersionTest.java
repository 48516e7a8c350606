package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.RestoreException;
import io.dbguard.api.report.BackupReport;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.schema.Aspect;
import io.dbguard.postgres.testing.EverythingFixture;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresFacts;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From one major version to another. */
class MajorVersionTest {
    @TempDir
    Path folder;

    private BackupReport backUp(PostgresDatabase database) {
        try (Guard guard = Guard.protect(database.superuser()).storeIn(folder).build()) {
            return guard.backup().run();
        }
    }

    private RestoreReport restore(PostgresDatabase database) {
        try (Guard guard = Guard.protect(database.superuser()).storeIn(folder).build()) {
            return guard.restore()
                    .latest()
                    .fromAnotherDatabase()
                    .without(Aspect.OWNERS)
                    .run();
        }
    }

    @ParameterizedTest
    @CsvSource({"14, 15", "15, 16", "16, 17", "17, 18", "14, 18"})
    void oneOfEverythingFitsIntoANewerServer(int older, int newer) {
        try (PostgresDatabase source = PostgresServer.version(older).newDatabase();
                PostgresDatabase other = PostgresServer.version(newer).newDatabase();
                PostgresDatabase target = PostgresServer.version(newer).newDatabase()) {
            EverythingFixture.load(source);
            EverythingFixture.load(other); // for the roles and the tablespace
            long rows = backUp(source).rows();
            assertThat(restore(target).rows()).isEqualTo(rows).isPositive();
        }
    }

    @Test
    void whatAnOlderServerLacksIsNamedAndNothingIsChanged() {
        try (PostgresDatabase source = PostgresServer.version(18).newDatabase();
                PostgresDatabase target = PostgresServer.version(17).newDatabase()) {
            source.run(
                    "CREATE TABLE fits (id int PRIMARY KEY)",
                    "CREATE TABLE is_newer (id int, doubled int GENERATED ALWAYS AS (id * 2) VIRTUAL)");
            target.run("CREATE TABLE fits (id int PRIMARY KEY)", "INSERT INTO fits VALUES (1)");
            String before = PostgresFacts.dump(target);
            backUp(source);
            assertThatThrownBy(() -> restore(target))
                    .isInstanceOf(RestoreException.class)
                    .hasMessageContainingAll("table public.is_newer", "18.", "17.", "older", "as it was");
            assertThat(PostgresFacts.dump(target)).isEqualTo(before);
        }
    }

    @Test
    void anOlderServerTakesWhatFits() {
        try (PostgresDatabase source = PostgresServer.version(18).newDatabase();
                PostgresDatabase target = PostgresServer.version(14).newDatabase()) {
            source.run("CREATE TABLE fits (id int PRIMARY KEY, v text NOT NULL)", "INSERT INTO fits VALUES (1, 'x')");
            backUp(source);
            restore(target);
            assertThat(target.asSuperuser().value("SELECT v FROM fits")).isEqualTo("x");
        }
    }
}
