package io.dbguard.cli;

import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.Shop;
import java.nio.file.Path;

class H2RoundTripJarTest extends RoundTrip {
    @Override
    Shop open(Path place) {
        return new H2Shop(place);
    }
}
