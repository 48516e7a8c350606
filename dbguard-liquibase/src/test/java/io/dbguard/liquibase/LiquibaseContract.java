package io.dbguard.liquibase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbguard.Guard;
import io.dbguard.GuardedMigration;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationRefusedException;
import io.dbguard.api.migration.MigrationReport;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationScript.Frame;
import io.dbguard.api.migration.Verdict;
import io.dbguard.contract.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.util.LiquibaseUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Liquibase under guard, on a real database. */
abstract class LiquibaseContract {
    private static final String HEAD = """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                    http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
            """;
    private static final String USERS = """
            <changeSet id="1" author="ada">
              <createTable tableName="users">
                <column name="id" type="int"><constraints primaryKey="true"/></column>
                <column name="email" type="varchar(50)"/>
              </createTable>
              <insert tableName="users"><column name="id" value="1"/><column name="email" value="ada@example.org"/></insert>
            </changeSet>
            """;

    @TempDir
    Path repository;

    @TempDir
    Path changelogs;

    private final TestDatabase database;

    LiquibaseContract(TestDatabase database) {
        this.database = database;
    }

    @AfterEach
    void removeDatabase() {
        database.close();
    }

    private Guard guard() {
        return Guard.protect(database.dataSource()).storeIn(repository).build();
    }

    private void write(String name, String text) {
        try {
            Files.writeString(changelogs.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void xml(String... changeSets) {
        write("log.xml", HEAD + String.join("\n", changeSets) + "</databaseChangeLog>");
    }

    private interface Work {
        void with(Liquibase liquibase) throws Exception;
    }

    private void liquibase(String changelog, Work work) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                var liquibase = new Liquibase(
                        changelog, new DirectoryResourceAccessor(changelogs), new JdbcConnection(connection))) {
            work.with(liquibase);
        }
    }

    private GuardedMigration guarded(Liquibase liquibase) {
        return guard().beforeMigration(LiquibaseMigrations.of(liquibase));
    }

    private MigrationReport migrate(Liquibase liquibase) {
        return guarded(liquibase).migrate(() -> liquibase.update(new Contexts()));
    }

    private MigrationRefusedException refusal(Liquibase liquibase) {
        return catchThrowableOfType(MigrationRefusedException.class, () -> migrate(liquibase));
    }

    private List<MigrationScript> pending(Liquibase liquibase) {
        return LiquibaseMigrations.of(liquibase).pending(database.dataSource());
    }

    @Test
    void theFirstStartRunsAllAfterABackupAndTheSecondTakesNone() throws Exception {
        xml(USERS);
        liquibase("log.xml", liquibase -> {
            assertThat(migrate(liquibase).scripts()).containsExactly("log.xml::1::ada");
            assertThat(migrate(liquibase).scripts()).isEmpty();
        });
        liquibase(
                "log.xml", liquibase -> assertThat(migrate(liquibase).scripts()).isEmpty());
        assertThat(database.value("SELECT email FROM users")).isEqualTo("ada@example.org");
        assertThat(guard().repository().list().backups()).hasSize(1);
    }

    @Test
    void askingCreatesNothing() throws Exception {
        xml(USERS);
        liquibase("log.xml", liquibase -> assertThat(pending(liquibase)).hasSize(1));
        assertThat(database.query(
                        "SELECT table_name FROM information_schema.tables" + " WHERE lower(table_schema) = 'public'"))
                .isEmpty();
    }

    @Test
    void aDangerousChangesetIsRefusedAndNothingRunsUntilItIsApproved() throws Exception {
        xml(USERS);
        liquibase("log.xml", this::migrate);
        xml(
                USERS,
                "<changeSet id='2' author='bob'><createTable tableName='more'><column name='id' type='int'/>"
                        + "</createTable></changeSet>",
                "<changeSet id='3' author='bob'><dropColumn tableName='users' columnName='email'/></changeSet>");
        liquibase("log.xml", liquibase -> {
            var refusal = refusal(liquibase);
            assertThat(refusal).hasMessageContainingAll("log.xml::3::bob:1:", "log.xml.approved", "drop-column");
            assertThat(pending(liquibase)).hasSize(2);
            guarded(liquibase).approve(refusal.code()).migrate(() -> liquibase.update(new Contexts()));
            assertThat(pending(liquibase)).isEmpty();
        });
        assertThat(database.query("SELECT id FROM more")).isEmpty();
    }

    @Test
    void whatMayFailIsRefusedAllTheSame() throws Exception {
        xml(USERS);
        liquibase("log.xml", this::migrate);
        xml(USERS, "<changeSet id='2' author='bob' failOnError='false'><dropTable tableName='users'/></changeSet>");
        liquibase("log.xml", liquibase -> assertThat(refusal(liquibase)).hasMessageContaining("drop-table"));
        assertThat(database.query("SELECT id FROM users")).containsExactly("1");
    }

    @Test
    void aFileBesideTheChangelogApproves() throws Exception {
        xml(USERS);
        liquibase("log.xml", this::migrate);
        xml(USERS, "<changeSet id='2' author='bob'><sql>DELETE FROM users</sql></changeSet>");
        liquibase("log.xml", liquibase -> {
            write("log.xml.approved", "code: " + refusal(liquibase).code() + "\nby: Ada\nwhy: all are gone\n");
            assertThat(migrate(liquibase).approval())
                    .hasValueSatisfying(approval -> assertThat(approval.by()).isEqualTo("Ada"));
        });
        assertThat(database.query("SELECT id FROM users")).isEmpty();
    }

    /** The semicolon in the comment ends nothing: without one of its own the statement would take the next one along. */
    @Test
    void aCommentDoesNotSwallowTheNextStatement() throws Exception {
        xml(USERS, """
                <changeSet id='2' author='bob'>
                  <sql splitStatements='false'>UPDATE users SET email = 'x' WHERE id = 1 -- old ones;</sql>
                  <sql>DELETE FROM users</sql>
                </changeSet>
                """);
        liquibase(
                "log.xml",
                liquibase -> assertThat(pending(liquibase).get(1).sql())
                        .isEqualTo("UPDATE users SET email = 'x' WHERE id = 1 -- old ones;\n;\nDELETE FROM users;\n"));
    }

    @Test
    void formattedSqlAndYamlAreRead() throws Exception {
        write("log.sql", """
                --liquibase formatted sql
                --changeset ada:1
                CREATE TABLE a (id int PRIMARY KEY);
                --changeset ada:2 runInTransaction:false
                INSERT INTO a VALUES (1);
                DROP TABLE a;
                """);
        liquibase(
                "log.sql",
                liquibase -> assertThat(pending(liquibase))
                        .satisfiesExactly(first -> assertThat(first.frame()).isEqualTo(Frame.TRANSACTION), second -> {
                            assertThat(second.frame()).isEqualTo(Frame.NONE);
                            assertThat(second.sql()).isEqualTo("INSERT INTO a VALUES (1);\nDROP TABLE a;\n");
                        }));
        write("log.yaml", """
                databaseChangeLog:
                  - property: {name: which, value: b}
                  - changeSet:
                      id: 1
                      author: ada
                      changes:
                        - createTable:
                            tableName: ${which}
                            columns:
                              - column: {name: id, type: int}
                """);
        liquibase("log.yaml", liquibase -> {
            assertThat(pending(liquibase))
                    .singleElement()
                    .satisfies(script -> assertThat(script.sql()).containsPattern("CREATE TABLE \\S*b "));
            assertThat(migrate(liquibase).assessment().verdict()).isEqualTo(Verdict.SAFE);
        });
    }

    @Test
    void contextsAndLabelsDecideWhatIsPending() throws Exception {
        xml(
                USERS,
                "<changeSet id='2' author='bob' context='test'><dropTable tableName='users'/></changeSet>",
                "<changeSet id='3' author='bob' labels='later'><dropTable tableName='users'/></changeSet>");
        liquibase("log.xml", liquibase -> {
            var migrations =
                    LiquibaseMigrations.of(liquibase, new Contexts("production"), new LabelExpression("!later"));
            assertThat(migrations.pending(database.dataSource()))
                    .extracting(MigrationScript::name)
                    .containsExactly("log.xml::1::ada");
        });
    }

    @Test
    void whatIsNoSqlIsNotUnderstoodAndTheRestIsJudgedAllTheSame() throws Exception {
        xml(USERS);
        liquibase("log.xml", this::migrate);
        xml(
                USERS,
                "<changeSet id='2' author='bob'><customChange class='" + Untold.class.getName() + "'/></changeSet>",
                "<changeSet id='3' author='bob'><customChange class='" + Untold.class.getName()
                        + "'/><dropTable tableName='users'/></changeSet>");
        liquibase("log.xml", liquibase -> {
            assertThat(pending(liquibase))
                    .extracting(MigrationScript::name)
                    .containsExactly("log.xml::2::bob (no SQL)", "log.xml::3::bob", "log.xml::3::bob (no SQL)");
            assertThat(refusal(liquibase).assessment().findings())
                    .extracting(Finding::rule)
                    .contains("not-understood", "drop-table");
        });
    }

    @Test
    void whatLiquibaseReplacesInTheSqlIsReplaced() throws Exception {
        xml("<changeSet id='1' author='ada'><sql>CREATE TABLE a (id int)</sql>"
                + "<modifySql><replace replace='TABLE a' with='TABLE b'/></modifySql></changeSet>");
        liquibase("log.xml", liquibase -> {
            assertThat(pending(liquibase))
                    .extracting(MigrationScript::sql)
                    .containsExactly("CREATE TABLE b (id int);\n");
            migrate(liquibase);
        });
        assertThat(database.query("SELECT id FROM b")).isEmpty();
    }

    @Test
    void theTestsRunOnTheLiquibaseThatTheyWereMeantFor() {
        assertThat(LiquibaseUtil.getBuildVersion()).isEqualTo(System.getProperty("dbguard.liquibase.expected"));
    }
}
