package io.dbguard.internal.diff;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Fingerprint;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.Table;
import io.dbguard.spi.database.RowSource;
import java.util.Optional;

/** One of the two that are compared. */
public interface Side {

    /** Returns the backup, empty for the database itself. */
    Optional<BackupId> backup();

    /** Returns the kind of database. */
    String provider();

    /** Returns what it may hold. */
    Scope scope();

    /** Returns the definitions. */
    Schema schema();

    /**
     * Returns what stands for the rows of a table; may read all of them.
     *
     * @param table one of the schema's tables
     */
    Content content(Table table);

    /**
     * Returns the rows of a table; can be read several times.
     *
     * @param table one of the schema's tables
     */
    RowSource rows(Table table);

    /**
     * What stands for the rows of a table.
     *
     * @param rows how many there are
     * @param fingerprint of all of them
     */
    record Content(long rows, Fingerprint fingerprint) {}
}
