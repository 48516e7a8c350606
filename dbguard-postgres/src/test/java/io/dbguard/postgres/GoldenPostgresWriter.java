package io.dbguard.postgres;

import io.dbguard.contract.GoldenWriter;
import io.dbguard.postgres.testing.PostgresGolden;

class GoldenPostgresWriter extends GoldenWriter {
    GoldenPostgresWriter() {
        super(new PostgresGolden());
    }
}
