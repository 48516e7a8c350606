package io.dbguard.internal.classify;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values in place of {@code ${name}}, as Flyway and Liquibase do. What has no value stays, and is refused later. */
public final class Substitution {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^{}\\s]+)}");

    private Substitution() {}

    /**
     * Puts the values in.
     *
     * @param sql a script
     * @param values by name
     */
    public static String apply(String sql, Map<String, String> values) {
        if (values.isEmpty() || !sql.contains("${")) {
            return sql;
        }
        return PLACEHOLDER
                .matcher(sql)
                .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
    }
}
