package io.dbguard.chaos.memory;

import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.DatabaseProvider;
import io.dbguard.spi.database.Restorer;
import io.dbguard.spi.database.RowSource;
import io.dbguard.spi.database.Snapshot;
import java.io.OutputStream;
import java.sql.DatabaseMetaData;
import java.util.function.Function;
import javax.sql.DataSource;

/** Speaks to one {@link MemoryDatabase}, whatever data source it is given. */
public record MemoryProvider(MemoryDatabase database) implements DatabaseProvider {

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public boolean supports(DatabaseMetaData other) {
        return false;
    }

    @Override
    public Snapshot openSnapshot(DataSource dataSource, AccessOptions options) {
        return new MemorySession(database);
    }

    @Override
    public Restorer openRestorer(DataSource dataSource, AccessOptions options) {
        return new MemorySession(database);
    }

    @Override
    public void writeScript(Manifest manifest, Function<TableContent, RowSource> rows, OutputStream script) {
        throw new UnsupportedOperationException("A database in memory has no language");
    }
}
