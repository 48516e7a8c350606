package io.dbguard.cli.internal.option;

import org.jspecify.annotations.Nullable;

/** What stands in for options that were not given. An empty variable counts as none. */
final class Environment {
    static final String URL = "DBGUARD_URL";
    static final String REPOSITORY = "DBGUARD_REPO";
    static final String USER = "DBGUARD_USER";
    static final String PASSWORD = "DBGUARD_PASSWORD";
    static final String RECIPIENTS = "DBGUARD_RECIPIENTS";
    static final String IDENTITY_FILE = "DBGUARD_IDENTITY_FILE";
    static final String SIGNING_KEY = "DBGUARD_SIGNING_KEY";
    static final String TRUST = "DBGUARD_TRUST";

    private Environment() {}

    static @Nullable String get(String name) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
