package io.dbguard.postgres.chaos;

import io.dbguard.api.restore.RestoreMode;

/** The same where rows come back beside others. */
class KilledPostgresMergeTest extends KilledPostgresRestoreTest {
    @Override
    protected String name() {
        return super.name() + ", merge";
    }

    @Override
    protected RestoreMode mode() {
        return RestoreMode.MERGE;
    }
}
