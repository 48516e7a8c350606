package io.dbguard;

import io.dbguard.api.report.DiffReport;
import io.dbguard.internal.diff.DiffOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A comparison that is about to be made. It changes nothing. Immutable: every method returns a new request. */
public final class DiffRequest {
    private static final int MOST = 100;

    private final Function<DiffOrder, DiffReport> comparison;
    private final DiffOrder order;

    private DiffRequest(Function<DiffOrder, DiffReport> comparison, DiffOrder order) {
        this.comparison = comparison;
        this.order = order;
    }

    static DiffRequest of(Function<DiffOrder, DiffReport> comparison) {
        return new DiffRequest(comparison, DiffOrder.EVERYTHING);
    }

    /**
     * Compares only this table, and what is defined for it; may be called several times.
     *
     * @param name the name, with its schema if need be
     */
    public DiffRequest table(String name) {
        List<String> tables = new ArrayList<>(order.tables());
        tables.add(name);
        return new DiffRequest(comparison, new DiffOrder(tables, order.samples()));
    }

    /**
     * Asks for the keys of some rows that differ, for each table that has a key and each way to differ. Rows of such tables are
     * read once more for that. Default: none, and the report holds no data.
     *
     * @param most how many, up to 100
     */
    public DiffRequest samples(int most) {
        if (most < 0 || most > MOST) {
            throw new IllegalArgumentException("From 0 to " + MOST + " keys can be asked for, not " + most);
        }
        return new DiffRequest(comparison, new DiffOrder(order.tables(), most));
    }

    /**
     * Compares. Of tables that are the same in two backups no row is read.
     *
     * @throws io.dbguard.api.DbGuardException if one of the two cannot be read
     */
    public DiffReport run() {
        return comparison.apply(order);
    }
}
