package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.RestoreRequest;
import io.dbguard.api.RequestException;
import io.dbguard.api.schema.Aspect;
import io.dbguard.api.schema.Part;
import io.dbguard.contract.TestDatabase;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresFacts;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be chosen about roles, schemas, aspects and parts. */
class RestoreOptionsTest {
    @TempDir
    Path folder;

    private final PostgresServer server = PostgresServer.version(17);
    private PostgresDatabase original;
    private PostgresDatabase copy;
    private TestDatabase origin;
    private TestDatabase live;

    @BeforeEach
    void createDatabases() {
        original = server.newDatabase();
        copy = server.newDatabase();
        origin = original.asSuperuser();
        live = copy.asSuperuser();
        server.admin("CREATE ROLE app_owner", "CREATE ROLE app_reader", "CREATE ROLE app_other");
        origin.run(
                "CREATE SCHEMA app",
                "CREATE TYPE app.mood AS ENUM ('sad', 'glad')",
                "CREATE TABLE app.people (id int PRIMARY KEY, mood app.mood DEFAULT 'sad', boss int REFERENCES app.people)",
                "CREATE INDEX people_mood ON app.people (mood)",
                "CREATE SEQUENCE app.counter",
                "SELECT setval('app.counter', 42)",
                "CREATE VIEW app.glad AS SELECT id FROM app.people WHERE mood = 'glad'::app.mood",
                "CREATE POLICY own ON app.people TO app_reader USING (true)",
                "INSERT INTO app.people VALUES (1, 'glad', 2), (2, 'sad', 1)",
                "COMMENT ON TABLE app.people IS 'of app_owner'",
                "ALTER TABLE app.people OWNER TO app_owner",
                "GRANT SELECT ON app.people TO app_reader",
                "GRANT USAGE ON SCHEMA app TO app_reader, app_owner",
                "ALTER DEFAULT PRIVILEGES FOR ROLE app_owner IN SCHEMA app GRANT SELECT ON TABLES TO app_reader",
                "SELECT lo_from_bytea(4711, '\\x00ff')",
                "CREATE TABLE public.other (id int)",
                "INSERT INTO public.other VALUES (1)");
        try (Guard guard = guard(original)) {
            guard.backup().run();
        }
    }

    @AfterEach
    void dropDatabases() {
        original.close();
        copy.close();
        server.admin("DROP ROLE IF EXISTS app_owner, app_reader, app_other, app_new");
    }

    private Guard guard(PostgresDatabase database) {
        return Guard.protect(database.superuser()).storeIn(folder).build();
    }

    private List<String> restore(UnaryOperator<RestoreRequest> options) {
        try (Guard guard = guard(copy)) {
            return options.apply(guard.restore().latest()).run().warnings();
        }
    }

    private String owner() {
        return live.value("SELECT relowner::regrole FROM pg_class WHERE oid = 'app.people'::regclass");
    }

    private String privileges() {
        return live.value("SELECT relacl FROM pg_class WHERE oid = 'app.people'::regclass");
    }

    @Test
    void aRoleThatIsMissingIsNamedBeforeAnythingIsDone() {
        renameOwner();
        assertThatThrownBy(() -> restore(request -> request))
                .isInstanceOf(RequestException.class)
                .hasMessageContainingAll("no role app_owner", "nothing was changed", "map");
        assertThat(live.query("SELECT FROM pg_namespace WHERE nspname = 'app'")).isEmpty();
    }

    @Test
    void aMissingRoleIsCreatedOnRequestWithoutPasswordOrLogin() {
        renameOwner();
        restore(RestoreRequest::createMissingRoles);
        assertThat(owner()).isEqualTo("app_owner");
        assertThat(live.query("SELECT rolcanlogin, rolpassword FROM pg_authid WHERE rolname = 'app_owner'"))
                .containsExactly("f|null");
    }

    @Test
    void oneRoleStandsForAnotherEverywhere() {
        renameOwner();
        restore(request -> request.mapRole("app_owner", "app_other").mapRole("app_reader", "app_new"));
        assertThat(owner()).isEqualTo("app_other");
        assertThat(privileges()).isEqualTo("{app_other=arwdDxtm/app_other,app_new=r/app_other}");
        assertThat(live.value("SELECT polroles::regrole[] FROM pg_policy")).isEqualTo("{app_new}");
        assertThat(live.query("SELECT defaclrole::regrole, defaclacl FROM pg_default_acl"))
                .containsExactly("app_other|{app_new=r/app_other}");
        assertThat(live.value("SELECT obj_description('app.people'::regclass)")).isEqualTo("of app_owner");
    }

    private void renameOwner() {
        server.admin("ALTER ROLE app_owner RENAME TO app_new");
    }

    @Test
    void anOrdinaryRoleKeepsWhatItMayNotGiveAwayAndSaysSo() {
        try (Guard guard = Guard.protect(copy.dataSource()).storeIn(folder).build()) {
            assertThat(guard.restore()
                            .latest()
                            .without(Aspect.LARGE_OBJECTS, Aspect.PRIVILEGES)
                            .run()
                            .warnings())
                    .anySatisfy(warning -> assertThat(warning).contains("app_owner"));
        }
        assertThat(owner()).isEqualTo(copy.name());
    }

    /** Since 16 a role may give something to another one whose rights it does not have. */
    @Test
    void whatItCouldNotReadBackAnOrdinaryRoleKeepsToo() {
        server.admin("GRANT app_other TO \"" + copy.name() + "\" WITH INHERIT FALSE, SET TRUE");
        live.run("GRANT CREATE ON SCHEMA public TO app_other");
        origin.run(
                "CREATE TABLE given (id int)", "INSERT INTO given VALUES (1)", "ALTER TABLE given OWNER TO app_other");
        try (Guard guard = guard(original)) {
            guard.backup().run();
        }
        try (Guard guard = Guard.protect(copy.dataSource()).storeIn(folder).build()) {
            assertThat(guard.restore().latest().table("given").run().warnings())
                    .anySatisfy(warning -> assertThat(warning).contains("app_other"));
        }
        assertThat(live.value("SELECT relowner::regrole FROM pg_class WHERE oid = 'given'::regclass"))
                .isEqualTo(copy.name());
        assertThat(live.query("SELECT id FROM given")).containsExactly("1");
    }

    @Test
    void aspectsStayAway() {
        restore(request -> request.without(Aspect.OWNERS, Aspect.PRIVILEGES, Aspect.COMMENTS, Aspect.LARGE_OBJECTS));
        assertThat(owner()).isEqualTo("postgres");
        assertThat(privileges()).isEqualTo("null");
        assertThat(live.value("SELECT obj_description('app.people'::regclass)")).isEqualTo("null");
        assertThat(live.query("SELECT FROM pg_largeobject_metadata")).isEmpty();
        assertThat(live.query("SELECT FROM pg_default_acl")).isEmpty();
        assertThat(live.value("SELECT count(*) FROM app.people")).isEqualTo("2");
    }

    @Test
    void withoutOwnersOneNeedsNoRolesButThoseThatGetPrivileges() {
        renameOwner();
        restore(request -> request.without(Aspect.OWNERS, Aspect.PRIVILEGES));
        assertThat(owner()).isEqualTo("postgres");
    }

    @Test
    void theDefinitionsComeWithoutTheRows() {
        restore(request -> request.only(Part.BEFORE_DATA, Part.AFTER_DATA));
        assertThat(live.value("SELECT count(*) FROM app.people")).isEqualTo("0");
        assertThat(live.query("SELECT conname FROM pg_constraint WHERE conrelid = 'app.people'::regclass ORDER BY 1"))
                .containsExactly("people_boss_fkey", "people_pkey");
        assertThat(live.value("SELECT nextval('app.counter')")).isEqualTo("1");
    }

    @Test
    void theSectionsComeOneAfterTheOther() {
        restore(request -> request.only(Part.BEFORE_DATA));
        assertThat(live.query("SELECT FROM pg_constraint WHERE conrelid = 'app.people'::regclass"))
                .isEmpty();
        restore(request -> request.only(Part.DATA).withoutSafetyBackup());
        assertThat(live.value("SELECT count(*) FROM app.people")).isEqualTo("2");
        restore(request -> request.only(Part.AFTER_DATA).withoutSafetyBackup());
        assertThat(PostgresFacts.dump(live)).isEqualTo(PostgresFacts.dump(origin));
    }

    @Test
    void aSchemaComesBackUnderAnotherNameBesideTheOldOne() {
        try (Guard guard = guard(original)) {
            origin.run("DELETE FROM app.people", "COMMENT ON SCHEMA app IS 'live'");
            guard.restore().latest().intoSchema("app", "then").run();
        }
        assertThat(origin.value("SELECT count(*) FROM app.people")).isEqualTo("0");
        assertThat(origin.value("SELECT obj_description('app'::regnamespace)")).isEqualTo("live");
        assertThat(origin.query("SELECT id FROM \"then\".people ORDER BY 1")).containsExactly("1", "2");
        assertThat(origin.query("SELECT id FROM \"then\".glad")).containsExactly("1");
        assertThat(origin.value("SELECT nextval('\"then\".counter')")).isEqualTo("43");
        assertThat(origin.value("SELECT pg_get_viewdef('\"then\".glad'::regclass)"))
                .contains("\"then\".people")
                .doesNotContain("app.");
        assertThat(origin.value("SELECT relowner::regrole FROM pg_class WHERE oid = '\"then\".people'::regclass"))
                .isEqualTo("app_owner");
    }

    @Test
    void aSchemaThatIsThereIsNotReplacedByAnotherOfItsName() {
        assertThatThrownBy(() -> restore(request -> request.intoSchema("app", "public")))
                .isInstanceOf(RequestException.class)
                .hasMessageContainingAll("public", "nothing was changed");
    }

    @Test
    void oneSchemaOfSeveral() {
        restore(request -> request.schema("app"));
        assertThat(live.query("SELECT tablename FROM pg_tables WHERE schemaname IN ('app', 'public')"))
                .containsExactly("people");
    }
}
