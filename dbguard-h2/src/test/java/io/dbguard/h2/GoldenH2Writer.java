package io.dbguard.h2;

import io.dbguard.contract.GoldenWriter;
import io.dbguard.h2.testing.H2Golden;

class GoldenH2Writer extends GoldenWriter {
    GoldenH2Writer() {
        super(new H2Golden());
    }
}
