package io.dbguard.api.migration;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A lock on a table, from weak to strong, as PostgreSQL names them. */
public enum LockMode {
    /** Reading. */
    ACCESS_SHARE,
    /** {@code SELECT FOR UPDATE} and the other side of a foreign key. */
    ROW_SHARE,
    /** Writing rows. */
    ROW_EXCLUSIVE,
    /** Blocks other changes of the schema, but neither reading nor writing. */
    SHARE_UPDATE_EXCLUSIVE,
    /** Blocks writing. */
    SHARE,
    /** Blocks writing, and itself. */
    SHARE_ROW_EXCLUSIVE,
    /** Blocks all but reading. */
    EXCLUSIVE,
    /** Blocks everything, even reading. */
    ACCESS_EXCLUSIVE;

    /** Returns whether others cannot write while it is held. */
    public boolean blocksWriting() {
        return compareTo(SHARE) >= 0;
    }

    /** Returns whether others cannot even read while it is held. */
    public boolean blocksReading() {
        return this == ACCESS_EXCLUSIVE;
    }

    /** Returns the name as PostgreSQL's manual writes it. */
    @Override
    public String toString() {
        return name().replace('_', ' ');
    }

    /** Returns the name as the view {@code pg_locks} has it, such as {@code AccessExclusiveLock}. */
    public String catalogueName() {
        return Arrays.stream(toString().split(" ", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("", "", "Lock"));
    }
}
