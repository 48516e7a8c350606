package io.dbguard.internal.command;

import io.dbguard.internal.sql.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recognises conditions that hold for every row: {@code true}, {@code 1 = 1}, {@code a = a}, {@code a IS NULL OR a IS NOT
 * NULL}, also in parentheses, joined or negated. Says so only if it is certain, but for rows in which {@code a} is empty.
 */
final class AlwaysTrue {
    private AlwaysTrue() {}

    static boolean is(List<Token> condition) {
        return value(condition).orElse(false);
    }

    /** Returns what a condition is for every row, empty if that depends on the row or is not known. */
    private static Optional<Boolean> value(List<Token> condition) {
        List<Token> tokens = withoutParentheses(condition);
        List<List<Token>> either = split(tokens, "OR");
        if (either.size() > 1) {
            return complementary(either) ? Optional.of(true) : joined(either, true);
        }
        List<List<Token>> both = split(tokens, "AND");
        if (both.size() > 1) {
            return joined(both, false);
        }
        if (!tokens.isEmpty() && tokens.get(0).is("NOT")) {
            return value(tokens.subList(1, tokens.size())).map(known -> !known);
        }
        return atom(tokens);
    }

    /** One part that is {@code decisive} decides; otherwise all must be known. */
    private static Optional<Boolean> joined(List<List<Token>> parts, boolean decisive) {
        boolean known = true;
        for (List<Token> part : parts) {
            Optional<Boolean> value = value(part);
            if (value.isPresent() && value.get() == decisive) {
                return value;
            }
            known &= value.isPresent();
        }
        return known ? Optional.of(!decisive) : Optional.empty();
    }

    /** {@code a IS NULL OR a IS NOT NULL}. */
    private static boolean complementary(List<List<Token>> parts) {
        List<String> texts = parts.stream().map(AlwaysTrue::text).toList();
        return texts.stream()
                .anyMatch(text -> text.endsWith(" IS NULL")
                        && texts.contains(text.substring(0, text.length() - "NULL".length()) + "NOT NULL"));
    }

    private static Optional<Boolean> atom(List<Token> tokens) {
        if (tokens.size() == 1) {
            return constant(tokens.get(0));
        }
        for (int i = 1; i < tokens.size(); i++) {
            int end = i;
            while (end < tokens.size() && isComparison(tokens.get(end))) {
                end++;
            }
            if (end > i) {
                return compared(tokens.subList(0, i), text(tokens.subList(i, end)), tokens.subList(end, tokens.size()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Boolean> constant(Token token) {
        if (token.is("TRUE") || token.is("FALSE")) {
            return Optional.of(token.is("TRUE"));
        }
        return number(List.of(token)).map(number -> number.signum() != 0);
    }

    private static boolean isComparison(Token token) {
        return token.isSymbol('=') || token.isSymbol('<') || token.isSymbol('>') || token.isSymbol('!');
    }

    private static Optional<Boolean> compared(List<Token> left, String operator, List<Token> right) {
        if (isOneThing(left) && isOneThing(right) && text(left).equals(text(right))) {
            return Optional.of(operator.contains("=") && !operator.contains("!"));
        }
        Optional<BigDecimal> a = number(left);
        Optional<BigDecimal> b = number(right);
        if (a.isPresent() && b.isPresent()) {
            return byOrder(a.get().compareTo(b.get()), operator);
        }
        return isText(left) && isText(right) ? equality(operator) : Optional.empty();
    }

    private static Optional<Boolean> byOrder(int order, String operator) {
        return switch (operator) {
            case "=" -> Optional.of(order == 0);
            case "< >", "! =" -> Optional.of(order != 0);
            case "<" -> Optional.of(order < 0);
            case ">" -> Optional.of(order > 0);
            case "< =" -> Optional.of(order <= 0);
            case "> =" -> Optional.of(order >= 0);
            default -> Optional.empty();
        };
    }

    /** Two texts that are written differently; how they are ordered is the database's business. */
    private static Optional<Boolean> equality(String operator) {
        return switch (operator) {
            case "=" -> Optional.of(false);
            case "< >", "! =" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    /** A parameter is another value each time, and so may be what a function returns. */
    private static boolean isOneThing(List<Token> side) {
        return !side.isEmpty()
                && side.stream().noneMatch(token -> token.isSymbol('?') || isWordOfLogic(token))
                && new Expression(side).volatileCall().isEmpty();
    }

    private static boolean isWordOfLogic(Token token) {
        return token.is("ANY") || token.is("ALL") || token.is("SELECT") || token.is("NULL") || token.is("IS");
    }

    private static Optional<BigDecimal> number(List<Token> side) {
        String text = text(side);
        return side.size() == 1 && text.matches("\\d{1,18}") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static boolean isText(List<Token> side) {
        return side.size() == 1 && side.get(0).kind() == Token.Kind.TEXT;
    }

    private static List<Token> withoutParentheses(List<Token> tokens) {
        List<Token> inner = tokens;
        while (!inner.isEmpty() && inner.get(0).isSymbol('(')) {
            var cursor = new Cursor(inner);
            List<Token> group = cursor.group();
            if (!cursor.done()) {
                return inner;
            }
            inner = group;
        }
        return inner;
    }

    /** The AND of a BETWEEN joins nothing. */
    private static List<List<Token>> split(List<Token> tokens, String word) {
        List<List<Token>> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        boolean between = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
            if (depth == 0 && token.is("BETWEEN")) {
                between = true;
            } else if (depth == 0 && between && token.is("AND")) {
                between = false;
            } else if (depth == 0 && token.is(word)) {
                parts.add(tokens.subList(from, i));
                from = i + 1;
            }
        }
        parts.add(tokens.subList(from, tokens.size()));
        return parts;
    }

    private static boolean opens(Token token) {
        return token.isSymbol('(') || token.isSymbol('[') || token.is("CASE");
    }

    private static boolean closes(Token token) {
        return token.isSymbol(')') || token.isSymbol(']') || token.is("END");
    }

    private static String text(List<Token> tokens) {
        return String.join(" ", tokens.stream().map(Token::normal).toList());
    }
}
