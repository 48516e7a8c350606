package io.dbguard.cli.internal.option;

import io.dbguard.BackupRepository;
import io.dbguard.Guard;
import io.dbguard.GuardBuilder;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.spi.storage.Storage;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the backups are. */
public final class RepositoryOptions {
    private final GeneralOptions general;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Option(
            names = "--repo",
            paramLabel = "DIR",
            description = "The folder with the backups, or s3://bucket/prefix; default: DBGUARD_REPO.")
    private @Nullable String place;

    /**
     * Creates the options.
     *
     * @param general those of the same command
     */
    public RepositoryOptions(GeneralOptions general) {
        this.general = general;
    }

    /** Returns the place with the backups. */
    public Storage storage() {
        String text = place == null ? Environment.get(Environment.REPOSITORY) : place;
        if (text == null || text.isEmpty()) {
            throw general.wrongUsage(
                    "The folder with the backups is missing: give --repo DIR or set " + Environment.REPOSITORY);
        }
        return PlaceNames.find("--repo", text, general);
    }

    /** Returns what the place is called. */
    public String describe() {
        return storage().describe();
    }

    /** Returns the backups. */
    public BackupRepository open() {
        return BackupRepository.in(storage()).with(keys());
    }

    /**
     * Begins a guard that stores here.
     *
     * @param dataSource leads to the database
     */
    public GuardBuilder guard(DataSource dataSource) {
        return Guard.protect(dataSource).storeIn(storage()).keys(keys());
    }

    /** Reads the keys. */
    public RepositoryKeys keys() {
        return keys.keys();
    }
}
