package io.dbguard.postgres;

/** The contract on PostgreSQL 18. */
class Postgres18ContractTest extends PostgresContract {
    Postgres18ContractTest() {
        super(18);
    }
}
