package io.dbguard.internal.compare;

import com.dynatrace.hash4j.hashing.HashValue128;

/** Counts what differs. */
final class DifferenceCounts implements HashComparison.Differences {
    private long missing;
    private long changed;
    private long extra;

    static DifferenceCounts of(HashComparison comparison) {
        var counts = new DifferenceCounts();
        for (int part = 0; part < comparison.parts(); part++) {
            comparison.compare(part, counts);
        }
        return counts;
    }

    @Override
    public void missing(HashValue128 row, long times) {
        missing += times;
    }

    @Override
    public void changed(HashValue128 row) {
        changed++;
    }

    @Override
    public void extra() {
        extra++;
    }

    long missing() {
        return missing;
    }

    long changed() {
        return changed;
    }

    long extraRows() {
        return extra;
    }
}
