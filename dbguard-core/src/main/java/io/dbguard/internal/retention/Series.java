package io.dbguard.internal.retention;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.Scope;

/**
 * Backups that can stand for each other: those of one database that were asked to hold the same. A hosted server may not
 * say which one it is, so the name counts too; taking one database for two keeps more, the other way round less.
 *
 * @param provider the kind of database
 * @param name its name
 * @param identity what tells it from others of that name
 * @param scope what the backups were asked to hold
 */
record Series(String provider, String name, String identity, Scope scope) {

    static Series of(BackupHeader header) {
        var database = header.database();
        return new Series(database.provider(), database.name(), database.identity(), header.scope());
    }
}
