package io.dbguard.api.migration;

import io.dbguard.api.schema.TableName;

/**
 * What became of a table since the backup before a migration.
 *
 * @param table the table
 * @param before rows in the backup
 * @param after rows now, -1 if the table is gone
 * @param content whether the rows are the same
 * @param announced whether a migration names the table, so that a change is what was to be expected
 */
public record TableEffect(TableName table, long before, long after, Content content, boolean announced) {

    /** Whether rows are the same as before. */
    public enum Content {
        /** Row for row the same. */
        SAME,
        /** As many or not, not the same. */
        CHANGED,
        /** The table has other columns now, so rows cannot be held against each other. */
        OTHER_COLUMNS,
        /** The table is not there any more. */
        GONE
    }

    /** Returns whether the table has fewer rows than before, or is gone. */
    public boolean lostRows() {
        return after < before;
    }

    /** Returns whether something happened to the table that no migration named. */
    public boolean unexpected() {
        return content != Content.SAME && !announced;
    }

    @Override
    public String toString() {
        return table + (after < 0 ? " is gone, it had " + before + " rows" : words());
    }

    private String words() {
        return switch (content) {
            case SAME -> " is as it was, " + after + " rows";
            case OTHER_COLUMNS -> " has other columns, and " + after + " rows after " + before;
            default ->
                before == after
                        ? " has other contents, and " + after + " rows as before"
                        : " has " + after + " rows after " + before;
        };
    }
}
