import io.dbguard.h2.H2Provider;
import io.dbguard.spi.database.DatabaseProvider;

/** Backs up and restores H2. */
module io.dbguard.h2 {
    requires transitive io.dbguard.api;
    requires io.dbguard.core;
    requires org.slf4j;

    exports io.dbguard.h2;

    provides DatabaseProvider with
            H2Provider;
}
