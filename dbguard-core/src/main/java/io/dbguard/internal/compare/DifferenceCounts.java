package io.dbguard.internal.compare;

import com.dynatrace.hash4j.hashing.HashValue128;

/** Counts what differs. */
class DifferenceCounts implements HashComparison.Differences {
    private long missing;
    private long changed;
    private long extra;

    @Override
    public void missing(HashValue128 key, HashValue128 row, long times) {
        missing += times;
    }

    @Override
    public void changed(HashValue128 key, HashValue128 row) {
        changed++;
    }

    @Override
    public void extra(HashValue128 key) {
        extra++;
    }

    long missingRows() {
        return missing;
    }

    long changedRows() {
        return changed;
    }

    long extraRows() {
        return extra;
    }
}
