package io.dbguard.postgres.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No limit that a role has keeps a transaction of dbguard from its end. */
class SessionSettingsTest {
    private static final String LIMITS = """
            SELECT name FROM pg_settings
             WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')
               AND setting <> '0'
            """;

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void theRolesLimitOfATransactionIsOff(int major) {
        try (PostgresDatabase database = PostgresServer.version(major).newDatabase()) {
            database.runAsSuperuser("ALTER ROLE " + database.name() + " SET transaction_timeout = '1h'");
            assertThat(database.query(LIMITS)).containsExactly("transaction_timeout");
            assertNoLimits(database);
        }
    }

    @Test
    void olderServersHaveNoSuchLimit() {
        try (PostgresDatabase database = PostgresServer.version(16).newDatabase()) {
            assertNoLimits(database);
        }
    }

    private static void assertNoLimits(PostgresDatabase database) {
        try (PgSession session = PgSession.begin(
                database.dataSource(),
                "ISOLATION LEVEL READ COMMITTED, READ ONLY",
                Duration.ofSeconds(5),
                "nothing was changed")) {
            assertThat(session.query("read the limits", LIMITS, row -> row.getString(1)))
                    .isEmpty();
        }
    }
}
