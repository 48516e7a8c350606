package io.dbguard.h2;

import io.dbguard.contract.TestDatabase;
import io.dbguard.h2.testing.H2Database;
import io.dbguard.h2.testing.H2Facts;
import java.util.List;

/** The contract as an ordinary user who may change all schemas, without the objects that only an administrator makes. */
class H2OrdinaryUserContractTest extends H2Contract {

    @Override
    public TestDatabase create() {
        return H2Database.ofOrdinaryUser();
    }

    @Override
    public List<String> furtherObjects() {
        return H2Facts.objectsOfAnOrdinaryUser();
    }
}
