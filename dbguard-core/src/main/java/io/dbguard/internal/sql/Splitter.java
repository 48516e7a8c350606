package io.dbguard.internal.sql;

import io.dbguard.internal.sql.Script.Code;
import io.dbguard.internal.sql.Script.Comment;
import io.dbguard.internal.sql.Script.Frame;
import io.dbguard.internal.sql.Script.Gap;
import io.dbguard.internal.sql.Script.Piece;
import io.dbguard.internal.sql.Script.Rows;
import io.dbguard.internal.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script into statements: at semicolons, but not inside parentheses and not inside a {@code BEGIN ATOMIC} body, and
 * after a command to psql. What lies between them are gaps. Not thread-safe; one for each script.
 */
public final class Splitter {
    private final SourceText source;
    private final Lexer lexer;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final List<Token> open = new ArrayList<>();
    private Frame frame = Frame.UNSAID;
    private int done;
    private int parentheses;
    private int blocks;
    private boolean whole;
    private boolean down;
    private boolean obeys = true;

    private final int limit;

    private Splitter(SourceText source, Dialect dialect, int from, int limit) {
        this.source = source;
        this.limit = limit;
        this.done = from;
        this.lexer = new Lexer(source, dialect, from, limit);
    }

    /**
     * Cuts a script.
     *
     * @param sql the script
     * @param dialect whose SQL it is
     * @throws UnreadableSqlException if a text, name, comment or parenthesis never ends; nothing can be said of the script
     *     then
     */
    public static Script split(String sql, Dialect dialect) throws UnreadableSqlException {
        return new Splitter(new SourceText(sql), dialect, 0, sql.length()).run();
    }

    /**
     * Cuts a part of a script, such as the body of a function.
     *
     * @param source the script
     * @param dialect whose SQL it is
     * @param from where the part starts
     * @param limit where it ends
     * @throws UnreadableSqlException if something in it never ends
     */
    public static Script split(SourceText source, Dialect dialect, int from, int limit) throws UnreadableSqlException {
        return new Splitter(source, dialect, from, limit).run();
    }

    /**
     * Cuts what an application sends to a database. There is no runner who would obey comments or feed rows: all of it is
     * SQL.
     *
     * @param sql one statement or several
     * @param dialect whose SQL it is
     * @throws UnreadableSqlException if something in it never ends
     */
    public static List<Statement> statements(String sql, Dialect dialect) throws UnreadableSqlException {
        var splitter = new Splitter(new SourceText(sql), dialect, 0, sql.length());
        splitter.obeys = false;
        return splitter.run().statements();
    }

    private Script run() throws UnreadableSqlException {
        Token token = lexer.next(this::comment);
        while (token != null) {
            take(token);
            token = lexer.next(this::comment);
        }
        endOfText();
        gapTo(limit);
        return new Script(source, pieces, comments, frame);
    }

    private void take(Token token) throws UnreadableSqlException {
        if (down) {
            return;
        }
        if (token.isSymbol(';') && parentheses <= 0 && blocks == 0 && !whole) {
            close(token.end());
            return;
        }
        open.add(token);
        if (token.kind() == Kind.META) {
            close(token.end());
            return;
        }
        count(token);
    }

    private void count(Token token) {
        if (token.isSymbol('(')) {
            parentheses++;
        } else if (token.isSymbol(')')) {
            parentheses--;
        } else if (token.is("ATOMIC")
                && open.size() > 1
                && open.get(open.size() - 2).is("BEGIN")) {
            blocks++;
        } else if (blocks > 0 && token.is("CASE")) {
            blocks++;
        } else if (blocks > 0 && token.is("END")) {
            blocks--;
        }
    }

    private void comment(int start, int end) {
        String text = source.text().substring(start, Math.min(end, start + 1000));
        Marker marker = obeys ? Marker.of(text).orElse(null) : null;
        if (marker != null) {
            act(marker, text, start);
        }
        if (!down) {
            comments.add(new Comment(start, text));
        }
    }

    private void act(Marker marker, String comment, int start) {
        switch (marker) {
            case UP -> down = false;
            case DOWN -> {
                endOfStatement(start);
                down = true;
            }
            case WHOLE -> whole = true;
            case WHOLE_ENDS -> {
                endOfStatement(start);
                whole = false;
            }
            case NO_TRANSACTION -> frame = Frame.NONE;
        }
        if (marker == Marker.UP && Marker.runsOutside(comment)) {
            frame = Frame.NONE;
        }
    }

    /** A statement at the end of a part needs no semicolon. */
    private void endOfStatement(int before) {
        if (!open.isEmpty()) {
            close(Math.min(before, open.get(open.size() - 1).end()));
        }
    }

    private void endOfText() throws UnreadableSqlException {
        if (open.isEmpty()) {
            return;
        }
        if (parentheses > 0) {
            throw new UnreadableSqlException(
                    "The parenthesis in a statement", open.get(0).start(), source);
        }
        close(open.get(open.size() - 1).end());
    }

    private void close(int end) {
        parentheses = 0;
        blocks = 0;
        if (open.isEmpty()) {
            return;
        }
        var statement = new Statement(open, end);
        open.clear();
        gapTo(statement.start());
        pieces.add(new Code(statement));
        done = end;
        afterwards(statement);
    }

    private void afterwards(Statement statement) {
        StringSetting.of(statement).ifPresent(lexer::backslashesEscape);
        if (obeys && statement.has(0, "COPY") && statement.contains("FROM", "STDIN")) {
            rows(nextLine(lexer.endOfLine(lexer.at())));
        }
    }

    /** The rows end with a line that holds {@code \.} only, or with the script. */
    private void rows(int from) {
        int line = from;
        int end = lexer.endOfLine(line);
        while (line < limit && !source.text().substring(line, end).equals("\\.")) {
            line = nextLine(end);
            end = lexer.endOfLine(line);
        }
        gapTo(from);
        if (line > from) {
            pieces.add(new Rows(from, line));
            done = line;
        }
        lexer.skipTo(end);
    }

    private int nextLine(int endOfLine) {
        int lineEnd = source.text().startsWith("\r\n", endOfLine) ? 2 : 1;
        return Math.min(endOfLine + lineEnd, limit);
    }

    private void gapTo(int end) {
        if (end > done) {
            pieces.add(new Gap(done, end));
            done = end;
        }
    }
}
