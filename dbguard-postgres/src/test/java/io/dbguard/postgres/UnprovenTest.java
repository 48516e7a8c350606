package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a deployment may leave: constraints that prove nothing, indexes that are not there. */
class UnprovenTest {
    private static List<String> unproven(PostgresDatabase database) {
        return new PostgresProvider().unproven(database.dataSource(), Duration.ofSeconds(5));
    }

    @Test
    void aConstraintThatIsNotEnforcedIsCalledThat() {
        try (PostgresDatabase database = PostgresServer.version(18).newDatabase()) {
            database.run(
                    "CREATE TABLE t (id int, CONSTRAINT loose CHECK (id > 0) NOT ENFORCED)",
                    "ALTER TABLE t ADD CONSTRAINT young CHECK (id < 9) NOT VALID");
            assertThat(unproven(database))
                    .containsExactly(
                            "the constraint loose of public.t is not enforced, so that any row may break it",
                            "the constraint young of public.t was never checked against the rows that were there before");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void anIndexThatIsBeingMadeHasNotFailed(int version) throws Exception {
        try (PostgresDatabase database = PostgresServer.version(version).newDatabase()) {
            database.run("CREATE TABLE t (id int)", "INSERT INTO t VALUES (1), (1)");
            CompletableFuture<Void> making;
            try (Connection writer = database.dataSource().getConnection();
                    Statement statement = writer.createStatement()) {
                writer.setAutoCommit(false);
                statement.execute("UPDATE t SET id = 1");
                making = CompletableFuture.runAsync(() -> database.run("CREATE UNIQUE INDEX CONCURRENTLY i ON t (id)"));
                while (unproven(database).isEmpty()) {
                    assertThat(making).isNotDone();
                }
                assertThat(unproven(database))
                        .containsExactly("the index public.i of public.t is being made at this moment");
                writer.rollback();
            }
            assertThat(making.handle((nothing, failure) -> failure != null).get())
                    .isTrue();
            assertThat(unproven(database))
                    .containsExactly("the index public.i of public.t is invalid, since making it failed");
        }
    }
}
