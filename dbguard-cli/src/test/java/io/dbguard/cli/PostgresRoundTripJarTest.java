package io.dbguard.cli;

import io.dbguard.cli.testing.PostgresShop;
import io.dbguard.cli.testing.Shop;
import java.nio.file.Path;

class PostgresRoundTripJarTest extends RoundTrip {
    @Override
    Shop open(Path place) {
        return new PostgresShop();
    }
}
