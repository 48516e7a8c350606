package io.dbguard.chaos;

import io.dbguard.Guard;
import io.dbguard.api.restore.RestoreMode;
import io.dbguard.chaos.files.AtMark;
import io.dbguard.chaos.files.Stopping;
import io.dbguard.chaos.files.WatchedFileSystem;
import io.dbguard.contract.UrlDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;

/** A program that restores the latest backup, taking another one before, and is killed at a mark. */
final class RestoreProgram {
    private RestoreProgram() {}

    /** Takes a URL, a user, a password, a repository and a mode, and the mark. */
    public static void main(String[] arguments) {
        var database = new UrlDataSource(arguments[0], arguments[1], arguments[2]);
        restore(database, Path.of(arguments[3]), RestoreMode.valueOf(arguments[4]), Stopping.at(arguments[5]));
    }

    static void restore(DataSource database, Path repository, RestoreMode mode, AtMark watcher) {
        Guard.protect(new WatchedDataSource(database, watcher))
                .storeIn(WatchedFileSystem.watch(repository, watcher))
                .build()
                .restore()
                .latest()
                .mode(mode)
                .run();
    }
}
