/** Assertions on migrations, for an application's own tests. */
module io.dbguard.test {
    requires transitive io.dbguard.core;
    requires transitive org.assertj.core;

    exports io.dbguard.test;
}
