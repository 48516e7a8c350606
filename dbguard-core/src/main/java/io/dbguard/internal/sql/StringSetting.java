package io.dbguard.internal.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code SET standard_conforming_strings}: how ordinary texts are read from there on. */
final class StringSetting {
    private static final List<String> OFF = List.of("off", "'off'", "false", "'false'", "0", "no");

    private StringSetting() {}

    /** Returns whether backslashes escape from here on, empty if the statement says nothing of that. */
    static Optional<Boolean> of(Statement statement) {
        List<Token> tokens = statement.tokens();
        boolean sets = statement.has(0, "SET")
                && tokens.size() >= 4
                && tokens.size() <= 5
                && statement.contains("STANDARD_CONFORMING_STRINGS");
        String value = tokens.get(tokens.size() - 1).text().toLowerCase(Locale.ROOT);
        return sets ? Optional.of(OFF.contains(value)) : Optional.empty();
    }
}
