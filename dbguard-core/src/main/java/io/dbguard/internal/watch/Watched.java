package io.dbguard.internal.watch;

import java.util.function.Consumer;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/** Makes guarded data sources. */
public final class Watched {
    private Watched() {}

    /**
     * Puts a watch around a data source.
     *
     * @param dataSource gives the connections
     * @param gate stops what is dangerous
     * @param written is told, after each commit, of some of the tables that were written
     */
    public static DataSource dataSource(DataSource dataSource, Gate gate, Consumer<Iterable<String>> written) {
        var watch = new Watch(gate, new Transactions(written));
        return ProxyDataSourceBuilder.create("dbguard", dataSource)
                .listener(watch)
                .methodListener(watch)
                .build();
    }
}
