package io.dbguard.cli.internal.option;

import io.dbguard.spi.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where backups are copied to. */
public final class CopyTargetOptions {
    private static final String NAME = "--copy-to";

    private final GeneralOptions general;

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description = "Keep a copy of all backups in this folder or s3://bucket/prefix; may be repeated.")
    private List<String> places = new ArrayList<>();

    /**
     * Creates the options.
     *
     * @param general those of the same command
     */
    public CopyTargetOptions(GeneralOptions general) {
        this.general = general;
    }

    /** Returns the places that get copies. */
    public Storage[] storages() {
        return PlaceNames.find(NAME, places, general);
    }
}
