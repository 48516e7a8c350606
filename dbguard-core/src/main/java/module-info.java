/** All of dbguard that is the same for every database. */
module io.dbguard.core {
    requires transitive io.dbguard.api;
    requires com.dynatrace.hash4j;
    requires com.exceptionfactory.jagged;
    requires com.exceptionfactory.jagged.framework;
    requires com.exceptionfactory.jagged.x25519;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.datatype.jdk8;
    requires com.fasterxml.jackson.datatype.jsr310;
    requires com.github.luben.zstd_jni;
    requires java.net.http;
    requires net.sf.jsqlparser;
    requires net.ttddyy.dsproxy;
    requires org.slf4j;

    uses io.dbguard.spi.database.DatabaseProvider;

    exports io.dbguard;
    exports io.dbguard.provider;
    exports io.dbguard.rows;
}
