package io.dbguard.h2.chaos;

import io.dbguard.chaos.KilledRestore;
import io.dbguard.contract.TestDatabase;
import io.dbguard.h2.H2Provider;
import io.dbguard.h2.testing.H2Database;
import io.dbguard.h2.testing.H2Dump;
import io.dbguard.spi.database.AccessOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/** The database is a file, which nobody but the killed process had open. */
class KilledH2RestoreTest extends KilledRestore {
    @TempDir
    Path databases;

    @Override
    protected String name() {
        return "H2";
    }

    /** Without a delay of its writing H2 has on the disk what it has said is committed. */
    @Override
    protected TestDatabase create() {
        return H2Database.at("jdbc:h2:" + databases.resolve(UUID.randomUUID().toString()) + ";WRITE_DELAY=0");
    }

    @Override
    protected Access accessTo(TestDatabase database) {
        return new Access(((H2Database) database).url(), "SA", "");
    }

    @Override
    protected String dump(TestDatabase database) {
        return H2Dump.of(database);
    }

    @Override
    protected void afterKill(TestDatabase database) {
        new H2Provider()
                .openRestorer(database.dataSource(), new AccessOptions(table -> true, Duration.ofSeconds(5)))
                .close();
    }
}
