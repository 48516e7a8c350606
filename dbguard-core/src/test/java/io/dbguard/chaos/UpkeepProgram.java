package io.dbguard.chaos;

import io.dbguard.chaos.files.AtMark;
import io.dbguard.chaos.files.Stopping;
import io.dbguard.chaos.files.WatchedFileSystem;
import io.dbguard.internal.storage.LocalStorage;
import java.nio.file.Path;

/** A program that does some {@link Upkeep} of a repository and is killed at a mark. */
final class UpkeepProgram {
    private UpkeepProgram() {}

    /** Takes a folder with the repository and its copy, what to do, the keys, and the mark. */
    public static void main(String[] arguments) {
        AtMark watcher = Stopping.at(arguments[3]);
        Path root = WatchedFileSystem.watch(Path.of(arguments[0]), watcher);
        Upkeep.valueOf(arguments[1])
                .run(
                        new LocalStorage(root.resolve(UpkeepScene.FIRST)),
                        new LocalStorage(root.resolve(UpkeepScene.COPY)),
                        Keyring.of(arguments[2]));
    }
}
