package io.dbguard.cli.internal.option;

import io.dbguard.BackupRepository;
import io.dbguard.api.RepositoryKeys;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the backups are. */
public final class RepositoryOptions {
    private final GeneralOptions general;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Option(names = "--repo", paramLabel = "DIR", description = "The folder with the backups; default: DBGUARD_REPO.")
    private @Nullable String folder;

    /**
     * Creates the options.
     *
     * @param general those of the same command
     */
    public RepositoryOptions(GeneralOptions general) {
        this.general = general;
    }

    /** Returns the folder with the backups. */
    public Path folder() {
        String text = folder == null ? Environment.get(Environment.REPOSITORY) : folder;
        if (text == null || text.isEmpty()) {
            throw general.wrongUsage(
                    "The folder with the backups is missing: give --repo DIR or set " + Environment.REPOSITORY);
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw general.wrongUsage("The folder after --repo is no path that this system knows");
        }
    }

    /** Returns the backups. */
    public BackupRepository open() {
        return BackupRepository.in(folder()).with(keys());
    }

    /** Reads the keys. */
    public RepositoryKeys keys() {
        return keys.keys();
    }
}
