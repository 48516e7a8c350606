package io.dbguard.h2;

import io.dbguard.contract.GoldenContract;
import io.dbguard.h2.testing.H2Golden;

class GoldenH2Test extends GoldenContract {
    GoldenH2Test() {
        super(new H2Golden());
    }
}
