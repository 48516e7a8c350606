package io.dbguard.h2.internal.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The options that sequences and identity columns have in common; where they stand is another matter. */
final class SequenceOptions {
    private SequenceOptions() {}

    /** Returns the options as SQL; the columns are called as in INFORMATION_SCHEMA.SEQUENCES. */
    static String of(ResultSet row) throws SQLException {
        long cache = row.getLong("CACHE");
        return "START WITH " + row.getLong("START_VALUE")
                + " INCREMENT BY " + row.getLong("INCREMENT")
                + " MINVALUE " + row.getLong("MINIMUM_VALUE")
                + " MAXVALUE " + row.getLong("MAXIMUM_VALUE")
                + (row.getString("CYCLE_OPTION").equals("YES") ? " CYCLE" : " NO CYCLE")
                + (cache <= 1 ? " NO CACHE" : " CACHE " + cache);
    }
}
