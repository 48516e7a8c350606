package io.dbguard.postgres.testing;

import io.dbguard.contract.PlainDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Lends so many connections at once and no more, until all are cut off and there is none to be had any more. */
public final class CutOffDataSource extends PlainDataSource {
    private final List<Connection> lent = new ArrayList<>();
    private final DataSource source;
    private final int most;
    private boolean cutOff;

    public CutOffDataSource(DataSource source, int most) {
        this.source = source;
        this.most = most;
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        for (Connection connection : List.copyOf(lent)) {
            if (connection.isClosed()) {
                lent.remove(connection);
            }
        }
        if (cutOff || lent.size() >= most) {
            throw new SQLException("There is no connection to be had", "08001");
        }
        Connection connection = source.getConnection();
        lent.add(connection);
        return connection;
    }

    /** As if the process had died. */
    public synchronized void cutOff() throws SQLException {
        cutOff = true;
        for (Connection connection : lent) {
            connection.abort(Runnable::run);
        }
    }
}
