package io.dbguard.internal.repository;

import java.io.IOException;

/** Says that something was written by a dbguard that is newer than this one. */
public final class NewerFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private NewerFormatException(int found) {
        super("it has format version " + found + ", and this dbguard reads up to version " + ManifestJson.FORMAT);
    }

    static void check(int format) throws NewerFormatException {
        if (format > ManifestJson.FORMAT) {
            throw new NewerFormatException(format);
        }
    }
}
