/** Assertions on migrations, for an application's own tests. */
module io.dbguard.test {
    requires transitive io.dbguard.core;
    requires static transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;
    requires static org.postgresql.jdbc;

    exports io.dbguard.test;
    exports io.dbguard.test.junit;
}
