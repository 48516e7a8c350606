package io.dbguard.internal.command;

import io.dbguard.internal.sql.Token;
import java.util.List;

/** Where counting begins, as the options of a sequence or an identity say. */
final class Counting {
    /** What counts downwards hands out no number above this. */
    private static final long DOWNWARDS = Long.MAX_VALUE;

    private Counting() {}

    /** Returns the first number: 1 unless the options say otherwise. */
    static long first(List<Token> options) {
        var cursor = new Cursor(options);
        long first =
                cursor.peek().filter(token -> token.kind() == Token.Kind.NUMBER).isPresent() ? number(cursor) : 1;
        boolean starts = false;
        while (!cursor.done()) {
            if (cursor.accept("INCREMENT")) {
                cursor.accept("BY");
                if (number(cursor) < 0) {
                    return DOWNWARDS;
                }
            } else if (cursor.accept("START")) {
                cursor.accept("WITH");
                first = number(cursor);
                starts = true;
            } else if (cursor.accept("MINVALUE")) {
                first = starts ? first : number(cursor);
            } else {
                cursor.take();
            }
        }
        return first;
    }

    /** Reads a number; what is none counts as 1. */
    static long number(Cursor cursor) {
        boolean negative = cursor.accept('-');
        String text = cursor.done() ? "" : cursor.take().text();
        boolean digits = !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = digits ? Long.parseLong(text) : 1;
        return negative ? -number : number;
    }
}
