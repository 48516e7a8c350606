package io.dbguard.postgres.testing;

import io.dbguard.contract.TestDatabase;
import io.dbguard.contract.TypeSample;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What the contract has to know of PostgreSQL. */
public final class PostgresFacts {
    private static final String SETTINGS =
            "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings";

    private PostgresFacts() {}

    /** Returns values of every type. */
    public static List<TypeSample> samples() {
        return PostgresSamples.all();
    }

    /** Returns a database as text. */
    public static String dump(TestDatabase database) {
        return PostgresDump.of(database);
    }

    /** Returns all settings and prepared statements of a session. */
    public static String sessionState(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet settings = statement.executeQuery(SETTINGS)) {
            settings.next();
            return settings.getString(1) + " isolation " + connection.getTransactionIsolation() + " read only "
                    + connection.isReadOnly();
        }
    }

    /** Returns statements for objects of every kind that tables, keys and indexes do not cover. */
    public static List<String> furtherObjects() {
        return List.of(
                "CREATE SCHEMA app",
                "CREATE EXTENSION hstore SCHEMA app",
                "CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok', 'back\\slash')",
                "CREATE DOMAIN app.email AS text COLLATE \"C\" DEFAULT 'none@x' NOT NULL"
                        + " CONSTRAINT has_at CHECK (VALUE LIKE '%@%') CHECK (length(VALUE) < 100)",
                "CREATE FUNCTION app.twice(n int DEFAULT 2, OUT r int) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5"
                        + " SET work_mem = '1MB' AS $$ SELECT n * 2 $$",
                "CREATE FUNCTION app.standard(n int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT n + 1; END",
                "CREATE PROCEDURE app.nothing(a text) LANGUAGE plpgsql AS $$ BEGIN NULL; END $$",
                "CREATE TABLE app.people (id serial PRIMARY KEY, mood app.mood DEFAULT 'sad', mail app.email,"
                        + " tags app.hstore, doubled int DEFAULT app.twice(4), big text,"
                        + " during tstzrange, CONSTRAINT alone EXCLUDE USING gist (during WITH &&) DEFERRABLE)"
                        + " WITH (fillfactor = 70, autovacuum_enabled = false)",
                "ALTER TABLE app.people ALTER big SET STORAGE EXTERNAL, ALTER id SET STATISTICS 50, ALTER mood SET (n_distinct = 3)",
                "ALTER TABLE app.people ADD CONSTRAINT late CHECK (id > 0) NOT VALID",
                "ALTER TABLE app.people ADD UNIQUE (id, mood) INCLUDE (big) WITH (fillfactor = 80) DEFERRABLE INITIALLY DEFERRED",
                "CREATE UNLOGGED TABLE app.cache (k text PRIMARY KEY, v jsonb)",
                "CREATE INDEX people_lower ON app.people (lower(mail) DESC NULLS LAST) INCLUDE (id) WHERE mood <> 'sad'",
                "CREATE INDEX people_tags ON app.people USING gin (tags)",
                "CREATE TABLE app.visits (person int REFERENCES app.people ON UPDATE CASCADE ON DELETE SET NULL"
                        + " DEFERRABLE INITIALLY DEFERRED, at timestamptz DEFAULT now())",
                "ALTER TABLE app.visits ADD CONSTRAINT unchecked FOREIGN KEY (person) REFERENCES app.people NOT VALID",
                "CREATE VIEW app.happy WITH (security_barrier = true, check_option = local) AS"
                        + " SELECT id, mail FROM app.people WHERE mood <> 'sad'",
                "ALTER VIEW app.happy ALTER mail SET DEFAULT 'view@x'",
                "CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN NEW.doubled := coalesce(NEW.doubled, 0) + 1; RETURN NEW; END $$",
                "CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF mood ON app.people FOR EACH ROW"
                        + " WHEN (NEW.id > 0) EXECUTE FUNCTION app.touch()",
                "CREATE TRIGGER \"off\" AFTER DELETE ON app.people FOR EACH STATEMENT EXECUTE FUNCTION app.touch()",
                "ALTER TABLE app.people DISABLE TRIGGER \"off\"",
                "CREATE SEQUENCE app.odd AS smallint INCREMENT BY -2 MINVALUE -99 MAXVALUE -1 START -1 CACHE 5 CYCLE",
                "COMMENT ON TABLE app.people IS 'It''s \\ people'",
                "COMMENT ON COLUMN app.people.mood IS 'how'",
                "COMMENT ON SCHEMA app IS 'the app'",
                "COMMENT ON FUNCTION app.twice(int) IS 'doubles'",
                "COMMENT ON CONSTRAINT late ON app.people IS 'not yet'",
                "COMMENT ON CONSTRAINT has_at ON DOMAIN app.email IS 'an at'",
                "COMMENT ON TRIGGER touch ON app.people IS 'touches'",
                "COMMENT ON INDEX app.people_lower IS 'lower'",
                "COMMENT ON TYPE app.mood IS 'moods'",
                "COMMENT ON VIEW app.happy IS 'happy'",
                "COMMENT ON COLUMN app.happy.mail IS 'view column'",
                "INSERT INTO app.people (mood, mail, tags, during) VALUES ('it''s ok', 'a@x', 'a=>\"b\\\\c\"', '[2024-01-01,2024-02-01)')",
                "INSERT INTO app.visits VALUES (1, '2024-01-01 00:00+00')",
                "INSERT INTO app.cache VALUES ('k', '{\"a\": 1}')");
    }
}
