package io.dbguard.internal.command;

import io.dbguard.internal.sql.Statement;
import java.util.List;

/**
 * A statement that was read.
 *
 * @param statement its tokens
 * @param head the words that say what it is
 * @param command what it says
 * @param inner what it does on its way: statements in its WITH
 */
public record Parsed(Statement statement, String head, Command command, List<Parsed> inner) {

    /** Copies the list. */
    public Parsed {
        inner = List.copyOf(inner);
    }
}
