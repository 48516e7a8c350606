package io.dbguard.contract;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Opens a new connection each time. */
public final class UrlDataSource extends PlainDataSource {
    private final String url;
    private final String user;
    private final String password;

    /** Creates a data source. */
    public UrlDataSource(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
