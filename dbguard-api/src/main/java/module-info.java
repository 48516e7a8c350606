/** What an application sees of dbguard and what a database or storage module implements. */
module io.dbguard.api {
    requires transitive java.sql;
    requires static transitive org.jspecify;

    exports io.dbguard.api;
    exports io.dbguard.api.check;
    exports io.dbguard.api.event;
    exports io.dbguard.api.manifest;
    exports io.dbguard.api.migration;
    exports io.dbguard.api.report;
    exports io.dbguard.api.restore;
    exports io.dbguard.api.retention;
    exports io.dbguard.api.schema;
    exports io.dbguard.api.write;
    exports io.dbguard.spi.database;
    exports io.dbguard.spi.storage;
}
