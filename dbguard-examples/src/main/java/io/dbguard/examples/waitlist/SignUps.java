package io.dbguard.examples.waitlist;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Who is on the waiting list. Thread-safe. */
final class SignUps {
    private final DataSource dataSource;

    SignUps(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void add(String email) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("INSERT INTO waitlist (email) VALUES (?)")) {
            statement.setString(1, email);
            statement.executeUpdate();
        }
    }

    long count() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM waitlist")) {
            row.next();
            return row.getLong(1);
        }
    }
}
