package io.dbguard.internal.rule;

import java.util.regex.Pattern;

/** What a text that nobody can look into may hide. */
public final class Destruction {
    private static final Pattern WORDS = Pattern.compile(
            "(?i)\\b(DROP\\s+(TABLE|SCHEMA|DATABASE|COLUMN|OWNED|MATERIALIZED|FOREIGN|SEQUENCE|ALL)|TRUNCATE|DELETE\\s+FROM)\\b");

    private Destruction() {}

    /**
     * Returns whether a text speaks of destroying data.
     *
     * @param text the text
     */
    public static boolean isNamedIn(String text) {
        return WORDS.matcher(text).find();
    }
}
