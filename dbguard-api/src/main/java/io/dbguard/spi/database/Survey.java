package io.dbguard.spi.database;

import io.dbguard.api.schema.TableName;
import java.util.List;

/**
 * What a database is like, found out without reading it all: for a check before a deployment.
 *
 * @param version whether the database module was tested with this version of the server
 * @param tested the versions that it was tested with, in words
 * @param bytes how large the database is, 0 if it does not tell
 * @param tables how many rows each table has that may be read
 * @param obstacles why a backup would fail, such as a privilege that is missing; a few words for each, empty if nothing
 *     stands in the way
 */
public record Survey(Version version, String tested, long bytes, List<Rows> tables, List<String> obstacles) {

    /** Copies the lists, so that the survey can be shared. */
    public Survey {
        tables = List.copyOf(tables);
        obstacles = List.copyOf(obstacles);
    }

    /** How a version relates to those that were tested. */
    public enum Version {
        /** Older than any of them. */
        OLDER,
        /** One of them. */
        TESTED,
        /** Newer than any of them. */
        NEWER
    }

    /**
     * How many rows a table has.
     *
     * @param table the table
     * @param count how many; zero means that there is none
     * @param exact whether they were counted; otherwise there may be more or fewer, but not none
     */
    public record Rows(TableName table, long count, boolean exact) {}
}
