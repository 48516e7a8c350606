package io.dbguard.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbguard.api.migration.MigrationFailedException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Flyway on H2. */
class FlywayOnH2Test extends FlywayContract {
    FlywayOnH2Test() {
        super(new H2());
    }

    @Test
    void aFailureSaysWhatIsHalfDoneAndARestoreMakesTheScriptPendingAgain() {
        threeThatAdd();
        Flyway flyway = configuration().load();
        flyway.migrate();
        write(
                "V11__fails.sql",
                "CREATE TABLE half (id int); DELETE FROM users WHERE id = 1; INSERT INTO nowhere VALUES (1);");
        var failure = catchThrowableOfType(
                MigrationFailedException.class,
                () -> guard().beforeMigration(FlywayMigrations.of(flyway))
                        .restoreOnFailure()
                        .migrate(flyway::migrate));
        assertThat(failure.aftermath())
                .hasValueSatisfying(left -> assertThat(left.describe()).containsIgnoringCase("half"));
        assertThat(failure.restored()).isPresent();
        assertThat(database().query("SELECT id FROM users")).containsExactly("1");
        assertThat(flyway.info().pending()).hasSize(1);
    }
}
