package io.dbguard.internal.sql;

import java.util.List;

/**
 * A script, cut up. Each of its characters belongs to exactly one piece.
 *
 * @param source the text
 * @param pieces all of it, in order
 * @param comments the line comments of the part that runs
 * @param frame what the script itself says about a transaction around it
 */
public record Script(SourceText source, List<Piece> pieces, List<Comment> comments, Frame frame) {

    /** What runners' comments can ask for. */
    public enum Frame {
        /** Nothing is asked for. */
        UNSAID,
        /** No transaction around the script. */
        NONE
    }

    /** Copies the lists, so that the script can be shared. */
    public Script {
        pieces = List.copyOf(pieces);
        comments = List.copyOf(comments);
    }

    /** A part of a script. */
    public sealed interface Piece {
        /** Returns where it starts. */
        int start();

        /** Returns where it ends. */
        int end();
    }

    /**
     * A statement.
     *
     * @param statement what it is made of
     */
    public record Code(Statement statement) implements Piece {
        @Override
        public int start() {
            return statement.start();
        }

        @Override
        public int end() {
            return statement.end();
        }
    }

    /**
     * The rows that come after a {@code COPY … FROM stdin}, without the line that ends them.
     *
     * @param start where they start
     * @param end where they end
     */
    public record Rows(int start, int end) implements Piece {}

    /**
     * What is no statement: white space, comments, the part that undoes a migration.
     *
     * @param start where it starts
     * @param end where it ends
     */
    public record Gap(int start, int end) implements Piece {}

    /**
     * A comment.
     *
     * @param start where it starts
     * @param text what it says, with its dashes
     */
    public record Comment(int start, String text) {}

    /**
     * Returns the rows that a statement takes from the script; empty if it takes none.
     *
     * @param statement one of the script
     */
    public String rowsOf(Statement statement) {
        return pieces.stream()
                .dropWhile(piece -> piece.start() < statement.end())
                .takeWhile(piece -> !(piece instanceof Code))
                .filter(Rows.class::isInstance)
                .map(rows -> source.text().substring(rows.start(), rows.end()))
                .findFirst()
                .orElse("");
    }

    /** Returns the statements, in order. */
    public List<Statement> statements() {
        return pieces.stream()
                .filter(Code.class::isInstance)
                .map(piece -> ((Code) piece).statement())
                .toList();
    }
}
