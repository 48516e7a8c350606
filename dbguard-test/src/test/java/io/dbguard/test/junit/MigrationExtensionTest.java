package io.dbguard.test.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.migration.Verdict;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import io.dbguard.test.MigrationAssert;
import io.dbguard.test.MigrationRun;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Test classes as a user writes them, run by JUnit itself. */
class MigrationExtensionTest {
    private static final String SEED = "INSERT INTO users (mail, nickname) VALUES ('a@b', 'ada')";

    @ExtendWith(MigrationExtension.class)
    static class WithTheExtensionAlone {
        @Test
        void judge(MigrationAssert migrations) {
            migrations.areSafe();
        }

        @Test
        void run(MigrationRun run) {
            run.seededBefore("V2__phone.sql", SEED).loseNothing();
        }

        @Test
        void takeNothing() {}
    }

    @Test
    void withoutMoreThePlaceIsTheOneThatFlywayLooksAt() {
        assertThat(Outcome.of(WithTheExtensionAlone.class))
                .isEqualTo(Map.of("judge", "", "run", "", "takeNothing", ""));
    }

    @MigrationTest(locations = {"classpath:db/migration", "some/more"})
    static class WithAClassThatSaysWhere {
        @Test
        void judge(MigrationAssert migrations, TestInfo other) {
            migrations.haveVerdictAtMost(Verdict.CAUTION);
        }

        @Test
        void run(MigrationRun run) {
            run.seededBefore("V2_1__drop_phone.sql", "INSERT INTO users (phone) VALUES ('123')")
                    .loseNothing();
        }

        @Nested
        class Inside {
            @Test
            void judgeToo(MigrationAssert migrations) {
                migrations.areSafe();
            }
        }

        @MigrationTest
        void elsewhere() {}
    }

    @Test
    void aFailureShowsStatementLineAndReason() {
        Map<String, String> outcome = Outcome.of(WithAClassThatSaysWhere.class);
        assertThat(outcome).containsOnlyKeys("judge", "run", "judgeToo", "elsewhere");
        assertThat(outcome.get("judge")).contains("V2_1__drop_phone.sql:2:3", "drop-column", "why:", "safer:");
        assertThat(outcome.get("run")).contains("V2_1__drop_phone.sql: the column users.phone is gone, with 1 value");
        assertThat(outcome.get("judgeToo")).contains("drop-column");
        assertThat(outcome.get("elsewhere")).isEmpty();
    }

    static class WithMethodsThatAssertByThemselves {
        @MigrationTest(locations = {"db/migration", "some/more"})
        void dangerous() {}

        @MigrationTest(
                locations = {"db/migration", "some/more"},
                approved = "V2_1__drop_phone.sql")
        void approved() {}

        @MigrationTest(approved = "V2__phone.sql")
        void approvedForNothing() {}

        @MigrationTest(approved = "V9__misspelt.sql")
        void unknown() {}

        @MigrationTest(locations = "some/migration", from = "V3__phone.sql")
        void fromLater() {}

        @MigrationTest(locations = "some/h2", dialect = Dialect.H2)
        void forH2() {}

        @MigrationTest(locations = "some/h2")
        void notForPostgres() {}

        @MigrationTest(locations = "no/such/place")
        void nowhere() {}
    }

    @Test
    void aMethodThatTakesNothingAssertsThatAllIsSafe() {
        Map<String, String> outcome = Outcome.of(WithMethodsThatAssertByThemselves.class);
        assertThat(outcome).hasSize(8);
        assertThat(outcome.get("dangerous")).contains("AssertionError", "V2_1__drop_phone.sql:2:3");
        assertThat(outcome.get("approved")).isEmpty();
        assertThat(outcome.get("approvedForNothing")).contains("[V2__phone.sql] fulfil without");
        assertThat(outcome.get("unknown")).contains("There is no script <V9__misspelt.sql>");
        assertThat(outcome.get("fromLater")).isEmpty();
        assertThat(outcome.get("forH2")).isEmpty();
        assertThat(outcome.get("notForPostgres")).contains("not-understood");
        assertThat(outcome.get("nowhere")).contains("There are no migrations in no/such/place");
    }

    static class OnPostgres {
        private final PostgresDatabase postgres = PostgresServer.version(17).newDatabase();

        @MigrationDatabase
        private DataSource database() {
            return postgres.dataSource();
        }

        @AfterEach
        void drop() {
            postgres.close();
        }

        @MigrationTest
        void run(MigrationRun run) {
            run.seededBefore("V1__users.sql", "CREATE TABLE xml_is_not_known_to_h2 (x xml)")
                    .seededBefore("V2__phone.sql", SEED)
                    .loseNothing();
        }
    }

    @Test
    void theDatabaseOfTheTestIsUsed() {
        assertThat(Outcome.of(OnPostgres.class)).isEqualTo(Map.of("run", ""));
    }

    @MigrationTest
    static class OnAField {
        @MigrationDatabase
        private static final DataSource DATABASE = new MemoryDatabase("jdbc:nobody:knows");

        @Test
        void run(MigrationRun run) {
            run.loseNothing();
        }
    }

    @MigrationTest
    static class OnTwo extends OnAField {
        @MigrationDatabase
        int second;
    }

    static class OnNoDatabase {
        @MigrationDatabase
        int database;

        @MigrationTest
        void run(MigrationRun run) {
            run.loseNothing();
        }
    }

    @MigrationTest
    static class InAConstructor {
        InAConstructor(MigrationRun run) {
            run.loseNothing();
        }

        @Test
        void run() {}
    }

    @Test
    void aDatabaseThatIsNoneIsSaidToBe() {
        assertThat(Outcome.of(OnAField.class).get("run")).contains("cannot make a database in memory");
        assertThat(Outcome.of(OnTwo.class).get("run")).contains("Only one of these can be the @MigrationDatabase");
        assertThat(Outcome.of(OnNoDatabase.class).get("run")).contains("gives no DataSource", "OnNoDatabase.database");
        assertThat(Outcome.of(InAConstructor.class).get("run")).contains("not to a constructor");
    }
}
