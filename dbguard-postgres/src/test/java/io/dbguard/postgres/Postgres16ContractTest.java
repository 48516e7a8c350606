package io.dbguard.postgres;

/** The contract on PostgreSQL 16. */
class Postgres16ContractTest extends PostgresContract {
    Postgres16ContractTest() {
        super(16);
    }
}
