package io.dbguard.postgres.chaos;

import io.dbguard.chaos.KilledRestore;
import io.dbguard.contract.TestDatabase;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresDump;
import io.dbguard.postgres.testing.PostgresServer;

/** The server goes on when its client is killed, and undoes what was not committed. */
class KilledPostgresRestoreTest extends KilledRestore {
    @Override
    protected String name() {
        return "PostgreSQL";
    }

    @Override
    protected TestDatabase create() {
        return PostgresServer.version(17).newDatabase();
    }

    @Override
    protected Access accessTo(TestDatabase database) {
        var postgres = (PostgresDatabase) database;
        return new Access(postgres.server().url(postgres.name(), postgres.name()), postgres.name(), "");
    }

    @Override
    protected String dump(TestDatabase database) {
        return PostgresDump.of(database);
    }

    @Override
    protected void afterKill(TestDatabase database) {
        database.query("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }
}
