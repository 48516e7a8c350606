package io.dbguard.postgres.testing;

import io.dbguard.contract.TestDatabase;
import javax.sql.DataSource;

/** A database on a {@link PostgresServer} and the role that owns it. */
public final class PostgresDatabase implements TestDatabase {
    private final PostgresServer server;
    private final String name;

    PostgresDatabase(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
    }

    @Override
    public DataSource dataSource() {
        return server.dataSource(name, name);
    }

    /** Returns connections as superuser. */
    public DataSource superuser() {
        return server.dataSource("postgres", name);
    }

    /** Returns the same database, opened as superuser. */
    public TestDatabase asSuperuser() {
        return new TestDatabase() {
            @Override
            public DataSource dataSource() {
                return superuser();
            }

            @Override
            public void close() {
                // It goes with the database itself.
            }
        };
    }

    /** Runs statements as superuser. */
    public void runAsSuperuser(String... statements) {
        PostgresServer.run(superuser(), statements);
    }

    /** Returns connections as another role. */
    public DataSource as(String role) {
        return server.dataSource(role, name);
    }

    /** Returns the name of the database, which is also the name of its owner. */
    public String name() {
        return name;
    }

    /** Returns the server. */
    public PostgresServer server() {
        return server;
    }

    @Override
    public void close() {
        // A database with a subscription cannot be dropped.
        PostgresServer.run(superuser(), """
                DO $$ DECLARE name text; BEGIN
                    FOR name IN SELECT subname FROM pg_subscription WHERE subdbid =
                        (SELECT oid FROM pg_database WHERE datname = current_database()) LOOP
                        EXECUTE format('DROP SUBSCRIPTION %I', name);
                    END LOOP;
                END $$""");
        server.admin(
                "DROP DATABASE \"" + name + "\" WITH (FORCE)",
                "DROP OWNED BY \"" + name + "\"",
                "DROP ROLE \"" + name + "\"");
    }
}
