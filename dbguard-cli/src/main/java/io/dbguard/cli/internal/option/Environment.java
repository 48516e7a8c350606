package io.dbguard.cli.internal.option;

import org.jspecify.annotations.Nullable;

/** What stands in for options that were not given. An empty variable counts as none. */
final class Environment {
    static final String URL = "DBGUARD_URL";
    static final String REPOSITORY = "DBGUARD_REPO";
    static final String USER = "DBGUARD_USER";
    static final String PASSWORD = "DBGUARD_PASSWORD";

    private Environment() {}

    static @Nullable String get(String name) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
