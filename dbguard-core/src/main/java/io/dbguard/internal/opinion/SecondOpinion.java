package io.dbguard.internal.opinion;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.statement.Statement;

/** Parses one statement with JSQLParser, for no longer than a time limit. Immutable. */
public final class SecondOpinion {
    /** How long one statement may take; an ordinary one takes a thousandth of that. */
    private static final long MILLIS = 2_000;

    /** Nested texts need a deep stack; so the time is what runs out first. */
    private static final long STACK = 16 << 20;

    /** What the parser says. */
    public enum Answer {
        /** Nothing that counts: it saw no harm, or could not read the statement, which says little. */
        NOTHING,
        /** The statement destroys or overwrites rows. */
        DESTROYS,
        /** It did not come to an end. */
        GAVE_UP
    }

    static {
        // Loading the parser takes longer than any statement; that shall not count.
        try {
            parse(CCJSqlParserUtil.newParser("SELECT a FROM t WHERE b = 1"));
        } catch (ParseException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private SecondOpinion() {}

    /**
     * Asks the parser.
     *
     * @param sql one statement, without comments
     */
    public static Answer on(String sql) {
        CCJSqlParser parser = CCJSqlParserUtil.newParser(sql).withAllowComplexParsing(true);
        var work = new FutureTask<>((Callable<Answer>) () -> parse(parser));
        var thread = new Thread(null, work, "dbguard-second-opinion", STACK);
        thread.setDaemon(true);
        thread.start();
        try {
            return work.get(MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Answer.GAVE_UP;
        } catch (ExecutionException e) {
            return e.getCause() instanceof StackOverflowError ? Answer.GAVE_UP : Answer.NOTHING;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.GAVE_UP;
        } finally {
            // The parser looks at this before each token; so the thread ends soon, whatever it is at.
            parser.interrupted = true;
        }
    }

    private static Answer parse(CCJSqlParser parser) throws ParseException {
        Statement statement = parser.Statement();
        return Harm.isIn(statement) ? Answer.DESTROYS : Answer.NOTHING;
    }
}
