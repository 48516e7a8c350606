package io.dbguard.postgres.internal.catalog;

import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Reads all objects of one kind, with a fixed number of queries however many objects there are. */
@FunctionalInterface
interface Catalog {

    /** Reads the objects that a user made; what belongs to the system or to an extension is left out. */
    List<CatalogObject> read(PgSession session);
}
