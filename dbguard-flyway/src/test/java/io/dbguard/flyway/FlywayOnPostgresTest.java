package io.dbguard.flyway;

import io.dbguard.postgres.testing.PostgresServer;

/** Flyway on PostgreSQL, as a role that is no superuser. */
class FlywayOnPostgresTest extends FlywayContract {
    FlywayOnPostgresTest() {
        super(PostgresServer.version(17).newDatabase());
    }
}
