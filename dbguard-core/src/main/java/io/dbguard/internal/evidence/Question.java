package io.dbguard.internal.evidence;

import java.util.List;

/**
 * A question to the data.
 *
 * @param rows a query for the rows that are at stake
 * @param from the table and the condition, to find the keys of some of them; empty if they have none
 * @param key the columns of the primary key as SQL, empty if there is none
 * @param none what it means if there are none
 * @param some what it means if there are some; the number stands before it
 * @param kind how the answer moves the risk
 */
record Question(String rows, String from, List<String> key, String none, String some, Kind kind) {

    /** How an answer moves the risk. */
    enum Kind {
        /** Rows or values would be lost. */
        LOSS,
        /** Rows would make the statement fail. */
        OFFENDERS,
        /** The more rows, the longer it takes. */
        SIZE,
        /** It is good to know. */
        NOTE
    }

    /** A question about rows of one table. */
    static Question about(String table, String condition, List<String> key, String none, String some, Kind kind) {
        String from = table + (condition.isEmpty() ? "" : " WHERE " + condition);
        return new Question("SELECT 1 FROM " + from, from, key, none, some, kind);
    }

    /** A question about something else than single rows. */
    static Question of(String rows, String none, String some, Kind kind) {
        return new Question(rows, "", List.of(), none, some, kind);
    }
}
