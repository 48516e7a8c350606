package io.dbguard.postgres.internal.mark;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What others do while a restore creates its tables is theirs. */
class RestoreMarkTest {
    private static final Duration WAIT = Duration.ofSeconds(5);

    private static final SchemaObject FIRST = new SchemaObject(
            new ObjectId(ObjectKinds.TABLE, "public", "first"),
            Section.BEFORE_DATA,
            Optional.of(new TableName("public", "first")),
            List.of("CREATE TABLE public.first (id int)"),
            List.of("DROP TABLE public.first"),
            Set.of());

    @Test
    void onlyWhatTheRestoreHasCreatedIsNotedAndUndone() {
        try (PostgresDatabase database = PostgresServer.version(17).newDatabase()) {
            database.run("CREATE TABLE older (id int)");
            try (PgSession session = PgSession.begin(
                    database.dataSource(), "ISOLATION LEVEL READ COMMITTED, READ WRITE", WAIT, "nothing was changed")) {
                var mark = new RestoreMark("token");
                mark.set(session, List.of(FIRST));
                database.run("CREATE TABLE theirs (id int)", "GRANT SELECT ON older TO PUBLIC");
                session.execute("create a table", "SAVEPOINT s; CREATE TABLE public.first (id int); RELEASE s");
                database.run("CREATE TABLE also_theirs (id int)");
                session.execute("create a table", "SAVEPOINT s; CREATE TABLE public.second (id int); RELEASE s");
                mark.noteCreated(session);
                session.commit();
            }
            assertThat(database.query("SELECT name FROM dbguard_restoring.created"
                            + " WHERE catalog = 'pg_class'::regclass ORDER BY name"))
                    .containsExactly("public.first", "public.second");
            database.run("ALTER TABLE theirs RENAME TO renamed", "ALTER TABLE older RENAME TO oldest");
            RestoreMark.recover(database.dataSource(), WAIT);
            assertThat(database.query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                            + " ORDER BY relname"))
                    .containsExactly("also_theirs", "oldest", "renamed", "second");
        }
    }
}
