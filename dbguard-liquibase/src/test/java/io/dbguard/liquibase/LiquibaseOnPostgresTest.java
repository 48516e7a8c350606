package io.dbguard.liquibase;

import io.dbguard.postgres.testing.PostgresServer;

/** Liquibase on PostgreSQL, as a role that is no superuser. */
class LiquibaseOnPostgresTest extends LiquibaseContract {
    LiquibaseOnPostgresTest() {
        super(PostgresServer.version(17).newDatabase());
    }
}
