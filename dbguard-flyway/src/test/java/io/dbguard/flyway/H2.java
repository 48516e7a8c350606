package io.dbguard.flyway;

import io.dbguard.contract.TestDatabase;
import io.dbguard.contract.UrlDataSource;
import java.util.UUID;
import javax.sql.DataSource;

/** An empty database of H2 in memory. */
final class H2 implements TestDatabase {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @Override
    public DataSource dataSource() {
        return new UrlDataSource(url, "sa", "");
    }

    @Override
    public void close() {
        run("SHUTDOWN");
    }
}
