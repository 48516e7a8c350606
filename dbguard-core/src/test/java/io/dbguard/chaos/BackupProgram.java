package io.dbguard.chaos;

import io.dbguard.BackupRepository;
import io.dbguard.chaos.files.AtMark;
import io.dbguard.chaos.files.Stopping;
import io.dbguard.chaos.files.WatchedFileSystem;
import io.dbguard.chaos.memory.MemoryDatabase;
import io.dbguard.internal.storage.LocalStorage;
import java.nio.file.Path;

/** A program that works on a repository and is killed at a mark, if it gets that far. Says what it has been told is done. */
final class BackupProgram {
    private BackupProgram() {}

    /** Takes a folder, what to do, and the mark. */
    public static void main(String[] arguments) {
        AtMark watcher = Stopping.at(arguments[arguments.length - 1]);
        var storage = new LocalStorage(WatchedFileSystem.watch(Path.of(arguments[0]), watcher));
        for (int i = 1; i < arguments.length - 1; i++) {
            String deed = arguments[i];
            if (deed.equals("verify")) {
                BackupRepository.in(storage).verify(BackupRepository.in(storage).find("latest"));
            } else if (deed.equals("restore")) {
                Witness.guard(MemoryDatabase.generation(2), storage)
                        .restore()
                        .latest()
                        .run();
            } else {
                System.out.println("done " + Witness.backUp(Integer.parseInt(deed), storage));
            }
            System.out.flush();
        }
    }
}
