package io.dbguard.internal.history;

import java.util.Optional;

/**
 * What a history is asked for.
 *
 * @param table the table as the user named it
 * @param row which row: the value of the key, or {@code a=1,b=2}
 * @param database the name of the database, empty if the repository holds the backups of one alone
 */
public record HistoryOrder(String table, String row, Optional<String> database) {}
