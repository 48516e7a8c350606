package io.dbguard.h2;

import io.dbguard.contract.DatabaseContract;
import io.dbguard.contract.TestDatabase;
import io.dbguard.contract.TypeSample;
import io.dbguard.h2.testing.H2Database;
import io.dbguard.h2.testing.H2Dump;
import io.dbguard.h2.testing.H2Facts;
import io.dbguard.h2.testing.H2Samples;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** The contract on the H2 that the build put on the class path. */
abstract class H2Contract extends DatabaseContract {

    @Override
    public List<TypeSample> samples() {
        return H2Samples.all();
    }

    @Override
    public String dump(TestDatabase database) {
        return H2Dump.of(((H2Database) database).admin());
    }

    @Override
    public String nextValue(String sequence) {
        return "NEXT VALUE FOR " + sequence;
    }

    @Override
    public String repeatTen(String tenCharacters, int times) {
        return "REPEAT('" + tenCharacters + "', " + times + ")";
    }

    @Override
    public String generatedSuffix() {
        return "";
    }

    @Override
    public String fold(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    @Override
    public String sessionState(Connection connection) throws SQLException {
        return H2Facts.sessionState(connection);
    }
}
