package io.dbguard.h2.internal.scratch;

import io.dbguard.provider.PlainDataSource;
import io.dbguard.provider.SqlFailures;
import io.dbguard.spi.database.ScratchDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/** A database in memory that reads names and SQL as another one does. */
public final class MemoryDatabase implements ScratchDatabase {
    private static final String SETTINGS = """
            SELECT SETTING_NAME, SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS
             WHERE SETTING_NAME IN
                   ('MODE', 'DATABASE_TO_UPPER', 'DATABASE_TO_LOWER', 'CASE_INSENSITIVE_IDENTIFIERS', 'NON_KEYWORDS')
               AND SETTING_VALUE <> ''
            """;
    private static final String INTACT = "nothing was changed";

    private final String url;

    private MemoryDatabase(String url) {
        this.url = url;
    }

    /**
     * Creates an empty one.
     *
     * @param like has the settings that this one is to have
     */
    public static MemoryDatabase like(DataSource like) {
        var url = new StringBuilder("jdbc:h2:mem:dbguard_" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = like.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SETTINGS)) {
            while (row.next()) {
                url.append(';').append(row.getString(1)).append('=').append(row.getString(2));
            }
        } catch (SQLException e) {
            throw SqlFailures.describe("H2 could not say how it reads SQL", INTACT, e);
        }
        return new MemoryDatabase(url.toString());
    }

    @Override
    public DataSource dataSource() {
        return new PlainDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return DriverManager.getConnection(url, "sa", "");
            }
        };
    }

    @Override
    public void close() {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException e) {
            throw SqlFailures.describe("H2 could not let go of a database in memory", INTACT, e);
        }
    }
}
