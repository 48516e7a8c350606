package io.dbguard.test;

import static io.dbguard.test.MigrationAssertions.assertThat;
import static io.dbguard.test.MigrationAssertions.assertThatMigrations;
import static io.dbguard.test.MigrationAssertions.migration;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Classifier;
import io.dbguard.api.RequestException;
import io.dbguard.api.migration.Risk;
import org.junit.jupiter.api.Test;

class MigrationAssertTest {
    private static final String FOLDER = "some/migration";

    @Test
    void aFailureShowsStatementLineReasonAndTheSaferWay() {
        assertThatThrownBy(() -> assertThatMigrations(FOLDER).areSafe())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("V2__drop_email.sql:2:3", "HIGH drop-column", "users.email", "why:", "safer:");
    }

    @Test
    void whatRanLongAgoIsLeftAlone() {
        assertThatMigrations(FOLDER).from("V3__phone.sql").areSafe();
        assertThatThrownBy(() -> assertThatMigrations(FOLDER).from("V9.sql")).hasMessageContaining("V9.sql");
    }

    @Test
    void oneScriptHasRisksAndFindings() {
        assertThat(migration(FOLDER + "/V3__phone.sql"))
                .isSafe()
                .hasRiskAtMost(Risk.LOW)
                .hasNoFinding("drop-column");
        assertThat(migration(FOLDER + "/V2__drop_email.sql"))
                .hasFinding("drop-column")
                .hasRiskAtMost(Risk.HIGH);
        assertThatThrownBy(() ->
                        assertThat(migration(FOLDER + "/V2__drop_email.sql")).hasRiskAtMost(Risk.MEDIUM))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(
                        () -> assertThat(migration(FOLDER + "/V3__phone.sql")).hasFinding("drop-table"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void whatSomebodyApprovedMayBeWorseButNotForNothing() {
        assertThatMigrations(FOLDER).approved("V2__drop_email.sql").areSafe();
        assertThatThrownBy(() -> assertThatMigrations(FOLDER)
                        .approved("V2__drop_email.sql", "V3__phone.sql")
                        .areSafe())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[V3__phone.sql] fulfil without having been approved");
        assertThatThrownBy(() -> assertThatMigrations(FOLDER).approved("V9.sql"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("V9.sql");
    }

    @Test
    void scriptsOfSeveralPlacesAreSortedTogether() {
        assertThatThrownBy(
                        () -> assertThatMigrations("db/migration", "some/more").hasFinding("drop-table"))
                .hasMessageContaining("[V1__users.sql, V2__phone.sql, V2_1__drop_phone.sql]");
    }

    @Test
    void aNameAloneIsLookedForWhereFlywayLooks() {
        assertThat(migration("V2__phone.sql")).isSafe();
    }

    @Test
    void anotherClassifierMayJudge() {
        assertThatMigrations(FOLDER).judgedBy(Classifier.h2()).areSafe();
    }

    @Test
    void aScriptThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> migration("none.sql"))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("none.sql");
    }
}
