package io.dbguard.internal.command;

import io.dbguard.internal.sql.Token;
import java.util.List;

/** Recognises conditions that hold for every row: {@code true}, {@code 1 = 1}, also in parentheses or after an OR. */
final class AlwaysTrue {
    private AlwaysTrue() {}

    static boolean is(List<Token> condition) {
        List<Token> plain = condition.stream()
                .filter(t -> !t.isSymbol('(') && !t.isSymbol(')'))
                .toList();
        int from = 0;
        for (int i = 0; i <= plain.size(); i++) {
            if (i == plain.size() || plain.get(i).is("OR")) {
                if (isTautology(plain.subList(from, i))) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }

    private static boolean isTautology(List<Token> tokens) {
        if (tokens.size() == 1) {
            return tokens.get(0).is("TRUE");
        }
        return tokens.size() == 3
                && tokens.get(1).isSymbol('=')
                && tokens.get(0).text().equalsIgnoreCase(tokens.get(2).text());
    }
}
