package io.dbguard.h2;

import io.dbguard.spi.database.AccessOptions;
import java.time.Duration;

/** How the tests open databases. */
final class H2Access {
    static final AccessOptions ALL = new AccessOptions(table -> true, Duration.ofSeconds(5));

    private H2Access() {}
}
