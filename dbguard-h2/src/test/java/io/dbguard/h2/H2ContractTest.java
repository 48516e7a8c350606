package io.dbguard.h2;

import io.dbguard.contract.TestDatabase;
import io.dbguard.h2.testing.H2Database;
import io.dbguard.h2.testing.H2Facts;
import java.util.List;
import java.util.stream.Stream;

/** The contract as an administrator, with objects of every kind. */
class H2ContractTest extends H2Contract {

    @Override
    public TestDatabase create() {
        return H2Database.inMemory();
    }

    @Override
    public List<String> furtherObjects() {
        return Stream.of(H2Facts.objectsOfAnOrdinaryUser(), H2Facts.objectsOfAnAdministrator())
                .flatMap(List::stream)
                .toList();
    }
}
