package io.dbguard.internal.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a name in double quotes says. */
final class QuotedName {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:(\\\\)|\\+([0-9A-Fa-f]{6})|([0-9A-Fa-f]{4}))");

    private QuotedName() {}

    /** Returns the name; escapes after {@code U&} are resolved when they use the backslash, which is all but always so. */
    static String content(String quoted) {
        boolean unicode = !quoted.startsWith("\"");
        String inner = quoted.substring(unicode ? 3 : 1, quoted.length() - 1).replace("\"\"", "\"");
        return unicode ? ESCAPE.matcher(inner).replaceAll(QuotedName::character) : inner;
    }

    private static String character(java.util.regex.MatchResult escape) {
        if (escape.group(1) != null) {
            return Matcher.quoteReplacement("\\");
        }
        String digits = escape.group(2) == null ? escape.group(3) : escape.group(2);
        int code = Integer.parseInt(digits, 16);
        return Character.isValidCodePoint(code) ? Matcher.quoteReplacement(Character.toString(code)) : "?";
    }
}
