package io.dbguard.postgres;

/** The contract on PostgreSQL 14. */
class Postgres14ContractTest extends PostgresContract {
    Postgres14ContractTest() {
        super(14);
    }
}
