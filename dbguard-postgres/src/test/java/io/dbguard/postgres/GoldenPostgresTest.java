package io.dbguard.postgres;

import io.dbguard.contract.GoldenContract;
import io.dbguard.postgres.testing.PostgresGolden;

class GoldenPostgresTest extends GoldenContract {
    GoldenPostgresTest() {
        super(new PostgresGolden());
    }
}
