package io.dbguard.test.junit;

import io.dbguard.Classifier;

/** Which database the migrations are for. */
public enum Dialect {
    /** PostgreSQL, of whatever version dbguard supports. */
    POSTGRES,
    /** H2. */
    H2;

    Classifier judge() {
        return (this == H2 ? Classifier.h2() : Classifier.postgres()).releasedOneByOne();
    }

    /** Returns a new H2 in memory, as much like this database as it can be. */
    MemoryDatabase memory() {
        String mode = this == H2 ? "" : ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        return new MemoryDatabase("jdbc:h2:mem:" + mode);
    }
}
