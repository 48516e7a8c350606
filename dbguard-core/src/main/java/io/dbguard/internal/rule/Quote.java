package io.dbguard.internal.rule;

/** The beginning of a text, on one line, for a message. Values in quotes are left out: they may be somebody's data. */
final class Quote {
    private static final int LONGEST = 80;

    private Quote() {}

    static String of(String text) {
        String line = text.replaceAll("(?s)\\$(\\w*)\\$.*?(\\$\\1\\$|$)", "\\$…\\$")
                .replaceAll("'[^']*'?", "'…'")
                .replaceAll("\\b\\d{3,}(\\.\\d+)?\\b", "…")
                .replaceAll("\\s+", " ")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
