package io.dbguard.postgres.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.DatabaseException;
import io.dbguard.contract.TestDatabase;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a role has set for itself does not make a restore less than it promises. */
class RestoreSettingsTest {
    private static final String LASTS = "SELECT current_setting('synchronous_commit')";
    private static final String CHECKS = "SELECT current_setting('session_replication_role')";

    @Test
    void aRestoreLastsAlsoWhereTheDatabasesCommitsNeedNot() {
        try (PostgresDatabase database = PostgresServer.version(17).newDatabase()) {
            database.runAsSuperuser("ALTER DATABASE " + database.name() + " SET synchronous_commit = off");
            assertThat(database.query(LASTS)).containsExactly("off");
            assertThat(restoring(database.dataSource(), LASTS)).isEqualTo("on");
        }
    }

    @Test
    void aLastingCommitStaysWhatItIs() {
        try (PostgresDatabase database = PostgresServer.version(17).newDatabase()) {
            database.runAsSuperuser("ALTER DATABASE " + database.name() + " SET synchronous_commit = local");
            assertThat(restoring(database.dataSource(), LASTS)).isEqualTo("local");
        }
    }

    @Test
    void foreignKeysAreCheckedAlsoWhereTheRoleIsThatOfAReplica() {
        try (PostgresDatabase database = PostgresServer.version(17).newDatabase()) {
            database.runAsSuperuser("ALTER DATABASE " + database.name() + " SET session_replication_role = replica");
            TestDatabase superuser = database.asSuperuser();
            assertThat(superuser.query(CHECKS)).containsExactly("replica");
            assertThat(restoring(superuser.dataSource(), CHECKS)).isEqualTo("origin");
        }
    }

    @Test
    void aRoleThatMustStayThatOfAReplicaIsToldWhatToDo() {
        try (PostgresDatabase database = PostgresServer.version(17).newDatabase()) {
            String reset = "ALTER ROLE \"" + database.name() + "\" RESET session_replication_role";
            database.runAsSuperuser("ALTER ROLE " + database.name() + " SET session_replication_role = replica");
            assertThatThrownBy(() -> restoring(database.dataSource(), CHECKS))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContainingAll("foreign key", "nothing was changed", reset);
            database.runAsSuperuser(reset);
            assertThat(restoring(database.dataSource(), CHECKS)).isEqualTo("origin");
        }
    }

    private static String restoring(DataSource source, String setting) {
        try (PgSession session = PgSession.begin(
                source, "ISOLATION LEVEL READ COMMITTED, READ WRITE", Duration.ofSeconds(5), "nothing was changed")) {
            RestoreSettings.apply(session);
            return session.query("read a setting", setting, row -> row.getString(1))
                    .get(0);
        }
    }
}
