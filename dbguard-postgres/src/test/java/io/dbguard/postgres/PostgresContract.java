package io.dbguard.postgres;

import io.dbguard.contract.DatabaseContract;
import io.dbguard.contract.TestDatabase;
import io.dbguard.contract.TypeSample;
import io.dbguard.postgres.testing.PostgresFacts;
import io.dbguard.postgres.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The contract on one major version of PostgreSQL. */
abstract class PostgresContract extends DatabaseContract {
    private final int major;

    PostgresContract(int major) {
        this.major = major;
    }

    @Override
    public TestDatabase create() {
        return PostgresServer.version(major).newDatabase();
    }

    @Override
    public List<TypeSample> samples() {
        return PostgresFacts.samples();
    }

    @Override
    public String dump(TestDatabase database) {
        return PostgresFacts.dump(database);
    }

    @Override
    public String nextValue(String sequence) {
        return "nextval('" + sequence + "')";
    }

    @Override
    public String repeatTen(String tenCharacters, int times) {
        return "repeat('" + tenCharacters + "', " + times + ")";
    }

    @Override
    public String generatedSuffix() {
        return " STORED";
    }

    @Override
    public String fold(String name) {
        return name.toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String sessionState(Connection connection) throws SQLException {
        return PostgresFacts.sessionState(connection);
    }

    @Override
    public List<String> furtherObjects() {
        return PostgresFacts.furtherObjects();
    }
}
