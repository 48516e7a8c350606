package io.dbguard.s3;

import java.io.IOException;

/**
 * Finds out, once, whether the store honours conditions. One that passes over them would let two processes hold the same
 * lock, or overwrite a manifest, and would say nothing.
 *
 * <p>It tries them on an empty object that exists for nothing else.
 */
final class ConditionProbe {
    private static final String NAME = ".conditional-writes";
    private static final byte[] EMPTY = {};

    /** No content has this tag. */
    private static final Condition NEVER = Condition.unchanged("\"00000000000000000000000000000000\"");

    private final Bucket bucket;
    private final String key;
    private volatile boolean creates;
    private volatile boolean replaces;

    ConditionProbe(Bucket bucket, Place place) {
        this.bucket = bucket;
        this.key = place.own(NAME);
    }

    void requireCreate() throws IOException {
        if (creates) {
            return;
        }
        boolean existed = isHonoured(Condition.ABSENT);
        creates = existed || isHonoured(Condition.ABSENT);
        if (!creates) {
            throw ignored("If-None-Match");
        }
    }

    void requireReplace() throws IOException {
        if (replaces) {
            return;
        }
        replaces = isHonoured(NEVER);
        if (!replaces) {
            throw ignored("If-Match");
        }
    }

    private boolean isHonoured(Condition condition) throws IOException {
        return bucket.put(key, EMPTY, condition, "") != PutOutcome.DONE;
    }

    private static IOException ignored(String header) {
        return new IOException("this store ignores conditional writes (" + header
                + "), so two processes could overwrite each other's backups; use a store that honours them");
    }
}
