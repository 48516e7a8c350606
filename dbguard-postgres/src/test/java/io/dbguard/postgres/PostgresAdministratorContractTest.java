package io.dbguard.postgres;

import io.dbguard.contract.TestDatabase;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import javax.sql.DataSource;

/** The contract for whoever may do everything. */
class PostgresAdministratorContractTest extends PostgresContract {
    private static final int MAJOR = 18;

    PostgresAdministratorContractTest() {
        super(MAJOR);
    }

    @Override
    public TestDatabase create() {
        PostgresDatabase database = PostgresServer.version(MAJOR).newDatabase();
        return new TestDatabase() {
            @Override
            public DataSource dataSource() {
                return database.superuser();
            }

            @Override
            public void close() {
                database.close();
            }
        };
    }
}
