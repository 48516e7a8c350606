package io.dbguard.cli.internal.option;

import io.dbguard.LocalFolder;
import io.dbguard.s3.S3Storage;
import io.dbguard.spi.storage.Storage;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** What a person calls a place: a folder, or an address that begins with {@code s3://}. */
final class PlaceNames {
    private static final String S3 = "s3://";

    private PlaceNames() {}

    static Storage find(String option, String text, GeneralOptions general) {
        try {
            return text.startsWith(S3) ? S3Storage.at(new URI(text)) : LocalFolder.at(Path.of(text));
        } catch (InvalidPathException e) {
            throw general.wrongUsage("The folder after " + option + " is no path that this system knows");
        } catch (URISyntaxException e) {
            throw general.wrongUsage("The address after " + option + " is none; write s3://bucket/prefix?region=NAME");
        }
    }

    static Storage[] find(String option, List<String> texts, GeneralOptions general) {
        return texts.stream().map(text -> find(option, text, general)).toArray(Storage[]::new);
    }
}
