package io.dbguard.postgres;

/** The contract on PostgreSQL 15. */
class Postgres15ContractTest extends PostgresContract {
    Postgres15ContractTest() {
        super(15);
    }
}
