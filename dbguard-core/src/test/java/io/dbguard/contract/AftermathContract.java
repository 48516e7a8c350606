package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbguard.GuardedMigration;
import io.dbguard.Migrations;
import io.dbguard.api.migration.MigrationFailedException;
import io.dbguard.api.migration.MigrationRunner;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.SequenceEffect;
import io.dbguard.api.migration.TableEffect.Content;
import io.dbguard.api.schema.SchemaObject;
import org.junit.jupiter.api.Test;

/** What a migration left, whether it went well or not. */
abstract class AftermathContract extends ContractTest {
    private static final MigrationScript ADD =
            new MigrationScript("V1__add.sql", "ALTER TABLE t ADD COLUMN more varchar(10)");

    AftermathContract(DatabaseUnderTest database) {
        super(database);
    }

    private TestDatabase database() {
        return newDatabase()
                .run(
                        "CREATE TABLE t (id int PRIMARY KEY, v varchar(10))",
                        "INSERT INTO t VALUES (1, 'one'), (2, 'two')",
                        "CREATE TABLE other (id int PRIMARY KEY)",
                        "INSERT INTO other VALUES (1), (2), (3)");
    }

    private GuardedMigration adding(TestDatabase database) {
        return guard(database).beforeMigration(Migrations.of(ADD));
    }

    private static MigrationFailedException failure(GuardedMigration migration, MigrationRunner work) {
        return catchThrowableOfType(
                MigrationFailedException.class,
                () -> migration.migrate(() -> {
                    work.run();
                    throw new IllegalStateException("halfway");
                }));
    }

    @Test
    void tellsWhatWasAnnouncedFromWhatWasNot() {
        try (TestDatabase database = database()) {
            var left = adding(database)
                    .migrate(() -> database.run(ADD.sql(), "UPDATE other SET id = 4 WHERE id = 3"))
                    .aftermath()
                    .orElseThrow();
            assertThat(left.losses()).isEmpty();
            assertThat(left.unexpected()).singleElement().satisfies(effect -> {
                assertThat(effect.table().table()).isEqualTo(under().fold("other"));
                assertThat(effect.content()).isEqualTo(Content.CHANGED);
            });
            assertThat(left.schema().changed())
                    .extracting(object -> object.id().kind())
                    .contains("table");
        }
    }

    @Test
    void aFailureThatLeftNothingSaysSo() {
        try (TestDatabase database = database()) {
            var failure = failure(adding(database).restoreOnFailure(), () -> {});
            assertThat(failure).hasMessageContaining("every row and every definition is as it was before");
            assertThat(failure.aftermath().orElseThrow().nothingChanged()).isTrue();
            assertThat(failure.restored()).isEmpty();
        }
    }

    @Test
    void aFailureNamesWhatItLeft() {
        try (TestDatabase database = database()) {
            var failure = failure(
                    adding(database),
                    () -> database.run("CREATE TABLE half (id int)", "DELETE FROM other WHERE id = 1"));
            assertThat(failure.aftermath().orElseThrow().schema().added())
                    .extracting(SchemaObject::id)
                    .anySatisfy(id -> assertThat(id.toString()).endsWith("." + under().fold("half")));
            assertThat(failure).hasMessageContainingAll("created: ", "has 2 rows after 3");
        }
    }

    @Test
    void everythingComesBackAfterAFailureIfThatIsWanted() {
        try (TestDatabase database = database()) {
            String before = dump(database);
            var failure = failure(
                    adding(database).restoreOnFailure(),
                    () -> database.run(ADD.sql(), "DELETE FROM other", "UPDATE t SET v = 'x'"));
            assertThat(failure.restored()).isPresent();
            assertThat(dump(database)).isEqualTo(before);
        }
    }

    @Test
    void whatOthersWroteMeanwhileStaysAfterAFailureThatLeftNothing() {
        try (TestDatabase database = database()) {
            var failure =
                    failure(adding(database).restoreOnFailure(), () -> database.run("INSERT INTO other VALUES (4)"));
            assertThat(failure.restored()).isEmpty();
            assertThat(database.value("SELECT count(*) FROM other")).isEqualTo("4");
        }
    }

    @Test
    void onlyWhatWasLostComesBackIfThatIsWanted() {
        try (TestDatabase database = database()) {
            failure(
                    adding(database).restoreLossesOnFailure(),
                    () -> database.run("DELETE FROM other", "UPDATE t SET v = 'x'"));
            assertThat(database.value("SELECT count(*) FROM other")).isEqualTo("3");
            assertThat(database.value("SELECT min(v) FROM t")).isEqualTo("x");
        }
    }

    private TestDatabase counting() {
        return newDatabase()
                .run(
                        "CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, v varchar(10))",
                        "INSERT INTO t (v) VALUES ('one'), ('two'), ('three')",
                        "CREATE SEQUENCE up START WITH 500",
                        "CREATE SEQUENCE down START WITH 70 INCREMENT BY -1 MAXVALUE 100 MINVALUE 1");
    }

    @Test
    void aFailureNamesTheSequencesThatItSetBack() {
        try (TestDatabase database = counting()) {
            var failure = failure(
                    adding(database),
                    () -> database.run(
                            "ALTER TABLE t ALTER COLUMN id RESTART WITH 1",
                            "ALTER SEQUENCE up RESTART WITH 9",
                            "ALTER SEQUENCE down RESTART WITH 90"));
            var left = failure.aftermath().orElseThrow();
            assertThat(left.nothingChanged()).isFalse();
            assertThat(left.sequences())
                    .hasSize(3)
                    .filteredOn(SequenceEffect::announced)
                    .hasSize(1);
            assertThat(failure).hasMessageContainingAll("was set back from 500 to 9", "was set back from 70 to 90");
        }
    }

    /** Numbers that were handed out and not used are no harm. */
    @Test
    void aSequenceThatWentOnIsAsItShouldBe() {
        try (TestDatabase database = counting()) {
            var left = adding(database)
                    .migrate(() -> database.run(
                            ADD.sql(),
                            "INSERT INTO t (v) VALUES ('four')",
                            "ALTER SEQUENCE up RESTART WITH 501",
                            "ALTER SEQUENCE down RESTART WITH 69"))
                    .aftermath()
                    .orElseThrow();
            assertThat(left.sequences()).isEmpty();
        }
    }

    @Test
    void sequencesThatAFailureSetBackComeBackWithTheRest() {
        try (TestDatabase database = counting()) {
            String before = dump(database);
            var failure = failure(
                    adding(database).restoreOnFailure(),
                    () -> database.run("ALTER TABLE t ALTER COLUMN id RESTART WITH 1"));
            assertThat(failure.restored()).isPresent();
            assertThat(dump(database)).isEqualTo(before);
        }
    }
}
