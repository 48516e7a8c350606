import io.dbguard.postgres.PostgresProvider;
import io.dbguard.spi.database.DatabaseProvider;

/** Backs up and restores PostgreSQL. */
module io.dbguard.postgres {
    requires transitive io.dbguard.api;
    requires io.dbguard.core;
    requires org.postgresql.jdbc;
    requires org.slf4j;

    exports io.dbguard.postgres;

    provides DatabaseProvider with
            PostgresProvider;
}
