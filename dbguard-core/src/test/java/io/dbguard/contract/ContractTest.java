package io.dbguard.contract;

import io.dbguard.Guard;
import io.dbguard.GuardBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What the parts of the contract have in common. */
abstract class ContractTest {
    @TempDir
    Path folder;

    private final DatabaseUnderTest database;

    ContractTest(DatabaseUnderTest database) {
        this.database = database;
    }

    TestDatabase newDatabase() {
        return database.create();
    }

    DatabaseUnderTest under() {
        return database;
    }

    Guard guard(TestDatabase of) {
        return guarding(of).build();
    }

    GuardBuilder guarding(TestDatabase of) {
        return Guard.protect(of.dataSource())
                .storeIn(folder)
                .keys(database.keys())
                .connections(3);
    }

    String dump(TestDatabase of) {
        return database.dump(of);
    }
}
