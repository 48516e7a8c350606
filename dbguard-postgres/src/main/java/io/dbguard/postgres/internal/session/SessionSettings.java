package io.dbguard.postgres.internal.session;

import java.time.Duration;

/** What a transaction of dbguard needs to be sure of, whatever the role, the database or the pool has set. */
final class SessionSettings {
    /** A limit that PostgreSQL knows since 17. By SET, not by a query: that would freeze the view before the tables are locked. */
    private static final String NO_TRANSACTION_TIMEOUT = "SET LOCAL transaction_timeout = 0;\n";

    private SessionSettings() {}

    static String statements(int majorVersion, Duration lockWait) {
        return """
                SET LOCAL search_path = '';
                SET LOCAL row_security = off;
                SET LOCAL DateStyle = 'ISO, YMD';
                SET LOCAL IntervalStyle = 'postgres';
                SET LOCAL TimeZone = 'UTC';
                SET LOCAL extra_float_digits = 3;
                SET LOCAL bytea_output = 'hex';
                SET LOCAL xmloption = 'content';
                SET LOCAL lc_monetary = 'C';
                SET LOCAL standard_conforming_strings = on;
                SET LOCAL quote_all_identifiers = off;
                SET LOCAL array_nulls = on;
                SET LOCAL transform_null_equals = off;
                SET LOCAL default_tablespace = '';
                SET LOCAL default_table_access_method = heap;
                SET LOCAL synchronize_seqscans = off;
                SET LOCAL statement_timeout = 0;
                SET LOCAL idle_in_transaction_session_timeout = 0;
                """ + (majorVersion < 17 ? "" : NO_TRANSACTION_TIMEOUT) + lockTimeout(lockWait);
    }

    static String lockTimeout(Duration lockWait) {
        return "SET LOCAL lock_timeout = " + Math.max(1, lockWait.toMillis());
    }
}
