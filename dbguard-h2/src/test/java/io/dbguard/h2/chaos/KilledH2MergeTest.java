package io.dbguard.h2.chaos;

import io.dbguard.api.restore.RestoreMode;

/** The same where rows come back beside others. */
class KilledH2MergeTest extends KilledH2RestoreTest {
    @Override
    protected String name() {
        return super.name() + ", merge";
    }

    @Override
    protected RestoreMode mode() {
        return RestoreMode.MERGE;
    }
}
