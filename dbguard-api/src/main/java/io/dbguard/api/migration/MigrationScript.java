package io.dbguard.api.migration;

/**
 * A migration that is about to run.
 *
 * @param name the file's name
 * @param sql its text
 */
public record MigrationScript(String name, String sql) {}
