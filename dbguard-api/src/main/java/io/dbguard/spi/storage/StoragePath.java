package io.dbguard.spi.storage;

import java.io.IOException;
import java.util.regex.Pattern;

/** The rule for paths, which every storage asks before it opens anything. */
public final class StoragePath {
    private static final String SEGMENT = "[A-Za-z0-9_-][A-Za-z0-9._-]*";
    private static final Pattern PATH = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + ")*");

    private StoragePath() {}

    /**
     * Refuses whatever could lead out of a storage, or to what it keeps for itself.
     *
     * @param path what is to be opened; it may come from a manifest that somebody else wrote
     * @return the path
     * @throws IOException if it is none
     */
    public static String require(String path) throws IOException {
        if (!PATH.matcher(path).matches()) {
            throw new IOException("'" + printable(path) + "' is not a path inside the repository");
        }
        return path;
    }

    /** A path from elsewhere must not be able to forge lines of a log. */
    private static String printable(String path) {
        return path.replaceAll("[^ -~]", "?");
    }
}
