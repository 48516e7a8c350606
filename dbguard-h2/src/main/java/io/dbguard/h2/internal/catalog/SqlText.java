package io.dbguard.h2.internal.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the names in SQL that H2 printed, where each name is quoted and what lives in a schema carries the schema's name.
 * Finding too many is harmless: they only put objects into an order.
 */
final class SqlText {
    private final String sql;
    private int at;

    SqlText(String sql) {
        this.sql = sql;
    }

    /** Returns the first two parts of every name that has at least two. */
    static Set<SqlName> namesIn(String sql) {
        var text = new SqlText(sql);
        Set<SqlName> names = new HashSet<>();
        for (List<String> name = text.next(); !name.isEmpty(); name = text.next()) {
            if (name.size() > 1) {
                names.add(new SqlName(name.get(0), name.get(1)));
            }
        }
        return names;
    }

    /** Returns the first name; the schema is empty if it has none. */
    static SqlName firstName(String sql) {
        List<String> parts = new SqlText(sql).next();
        return parts.size() > 1
                ? new SqlName(parts.get(0), parts.get(1))
                : new SqlName("", parts.isEmpty() ? "" : parts.get(0));
    }

    /** Returns the parts of the next quoted name, none at the end. */
    List<String> next() {
        List<String> parts = new ArrayList<>();
        while (at < sql.length() && parts.isEmpty()) {
            if (sql.charAt(at) == '\'') {
                quoted('\'');
            } else if (atName()) {
                parts.add(name());
                while (at < sql.length() - 1 && sql.charAt(at) == '.' && afterDotComesName()) {
                    parts.add(name());
                }
            } else {
                at++;
            }
        }
        return parts;
    }

    private boolean afterDotComesName() {
        at++;
        return atName();
    }

    private boolean atName() {
        return sql.startsWith("\"", at) || sql.startsWith("U&\"", at);
    }

    private String name() {
        boolean escaped = sql.charAt(at) == 'U';
        at += escaped ? 2 : 0;
        String name = quoted('"');
        return escaped ? unescape(name) : name;
    }

    /** Reads to the closing quote; two in a row stand for one. */
    private String quoted(char quote) {
        var text = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            if (sql.charAt(at) == quote) {
                if (!sql.startsWith(String.valueOf(quote), at + 1)) {
                    at++;
                    break;
                }
                at++;
            }
            text.append(sql.charAt(at));
        }
        return text.toString();
    }

    private static String unescape(String name) {
        var text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != '\\') {
                text.append(name.charAt(i));
            } else if (name.startsWith("\\", i + 1)) {
                text.append('\\');
                i++;
            } else {
                boolean six = name.startsWith("+", i + 1);
                int from = i + (six ? 2 : 1);
                i = from + (six ? 5 : 3);
                text.appendCodePoint(Integer.parseInt(name.substring(from, i + 1), 16));
            }
        }
        return text.toString();
    }
}
