package io.dbguard.cli.internal.option;

import io.dbguard.spi.storage.Storage;
import picocli.CommandLine.Option;

/** Where a repair takes from. */
public final class RepairSourceOptions {
    private static final String NAME = "--from";

    private final GeneralOptions general;

    @Option(
            names = NAME,
            paramLabel = "DIR",
            required = true,
            description = "The folder, or s3://bucket/prefix, with the same backups.")
    private String place = "";

    /**
     * Creates the options.
     *
     * @param general those of the same command
     */
    public RepairSourceOptions(GeneralOptions general) {
        this.general = general;
    }

    /** Returns the place. */
    public Storage storage() {
        return PlaceNames.find(NAME, place, general);
    }
}
