package io.dbguard.postgres;

/** The contract on PostgreSQL 17. */
class Postgres17ContractTest extends PostgresContract {
    Postgres17ContractTest() {
        super(17);
    }
}
