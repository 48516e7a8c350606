package io.dbguard.postgres.internal.restore.parallel;

import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.catalog.LargeObjectCatalog;
import io.dbguard.postgres.internal.restore.RowLoader;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.spi.database.RowSource;
import io.dbguard.spi.database.TableLoad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Divides the rows that are to be loaded among several connections. A table that is not too much for one of them is loaded by
 * that one alone, which can freeze its rows then; the parts of a larger one are loaded by whoever is free.
 */
final class Loads {
    private final List<Load> loads = new ArrayList<>();
    private final Set<TableName> notEmpty;
    private final long most;

    /** Something to load, and about how much. */
    private record Load(Consumer<PgSession> task, int parts) {}

    private Loads(Set<TableName> notEmpty, long most) {
        this.notEmpty = notEmpty;
        this.most = most;
    }

    /**
     * Divides.
     *
     * @param tables what to load
     * @param notEmpty those that hold rows which stay
     * @param connections how many will be at work
     * @return what to do, the largest first, so that nothing large is left at the end
     */
    static List<Consumer<PgSession>> of(List<TableLoad> tables, Set<TableName> notEmpty, int connections) {
        long parts = tables.stream().mapToLong(table -> table.parts().size()).sum();
        var divided = new Loads(notEmpty, Math.max(1, parts / connections));
        tables.forEach(divided::add);
        return divided.loads.stream()
                .sorted(Comparator.comparingInt(Load::parts).reversed())
                .map(Load::task)
                .toList();
    }

    private void add(TableLoad table) {
        int parts = table.parts().size();
        if (parts > 0 && parts <= most && mayBeEmptied(table.table().name())) {
            loads.add(
                    new Load(session -> RowLoader.toCommitted(session).loadAlone(table.table(), table.rows()), parts));
        } else {
            table.parts().forEach(part -> loads.add(new Load(session -> load(session, table, part), 1)));
        }
    }

    private boolean mayBeEmptied(TableName table) {
        return !notEmpty.contains(table) && !table.equals(LargeObjectCatalog.TABLE);
    }

    private static void load(PgSession session, TableLoad table, RowSource part) {
        RowLoader.toCommitted(session).load(table.table(), part);
    }
}
