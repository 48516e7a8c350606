package io.dbguard.internal.place;

import java.io.IOException;

/** Says that no place has a file intact, so that a backup cannot be copied. */
final class UnreadableSourceException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableSourceException(String path) {
        super("no place has " + path + " intact; run 'dbguard verify'");
    }
}
