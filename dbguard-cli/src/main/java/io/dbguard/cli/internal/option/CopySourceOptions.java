package io.dbguard.cli.internal.option;

import io.dbguard.spi.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Copies that stand in for what is damaged. */
public final class CopySourceOptions {
    private static final String NAME = "--copy";

    private final GeneralOptions general;

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description = "A folder or s3://bucket/prefix with a copy, read where --repo is damaged; may be repeated.")
    private List<String> places = new ArrayList<>();

    /**
     * Creates the options.
     *
     * @param general those of the same command
     */
    public CopySourceOptions(GeneralOptions general) {
        this.general = general;
    }

    /** Returns the places with copies. */
    public Storage[] storages() {
        return PlaceNames.find(NAME, places, general);
    }
}
