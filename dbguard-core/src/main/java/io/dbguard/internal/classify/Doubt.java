package io.dbguard.internal.classify;

import io.dbguard.api.migration.Axis;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.TableAction;
import io.dbguard.internal.opinion.SecondOpinion;
import io.dbguard.internal.opinion.SecondOpinion.Answer;
import io.dbguard.internal.rule.Look;
import io.dbguard.internal.rule.Unknowns;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.Token;
import java.util.List;
import java.util.Set;

/**
 * Asks for a second opinion where the table of heads sees no harm and the statement has a word that does harm. What the
 * other parser finds raises the risk, and so does that it comes to no end; that it finds nothing proves nothing.
 */
final class Doubt {
    private static final Set<String> HARMFUL = Set.of("DROP", "DELETE", "TRUNCATE", "UPDATE", "MERGE");

    /** Before one of the harmful words these make it a part of a definition: ON DELETE CASCADE, FOR UPDATE. */
    private static final Set<String> DEFINING =
            Set.of("ON", "FOR", "BEFORE", "AFTER", "OR", "OF", "DO", "GRANT", "REVOKE");

    private static final Set<String> LISTS = Set.of("GRANT", "REVOKE", "CREATE TRIGGER", "CREATE RULE", "COMMENT");

    private Doubt() {}

    static void raise(Look look) {
        Statement statement = look.parsed().statement();
        long harmful = harmfulWords(statement);
        if (harmful > 0
                && harmful != harmlessDrops(look.command())
                && !seesHarm(look)
                && !LISTS.contains(look.parsed().head())) {
            Answer answer = SecondOpinion.on(plain(statement.tokens()));
            if (answer == Answer.GAVE_UP) {
                Unknowns.doubt(look, "a second parser came to no end");
            } else if (answer == Answer.DESTROYS) {
                Unknowns.doubt(look, "a second parser reads a change of rows in it");
            }
        }
    }

    private static boolean seesHarm(Look look) {
        Command command = look.command();
        return look.found().stream().anyMatch(found -> found.rule().axis() == Axis.DATA_LOSS)
                || !look.parsed().inner().isEmpty()
                || command instanceof Command.Drop
                || command instanceof Command.Delete
                || command instanceof Command.Update
                || command instanceof Command.Truncate
                || command instanceof Command.Merge
                || command instanceof Command.Block
                || command instanceof Command.CreateRoutine
                || command instanceof Command.NotUnderstood
                || command instanceof Command.Meta
                || (command instanceof Command.AlterTable alter
                        && alter.actions().stream().anyMatch(Doubt::isKnownHarm));
    }

    private static boolean isKnownHarm(TableAction action) {
        return action instanceof TableAction.DropColumn || action instanceof TableAction.Unknown;
    }

    /** Returns how many actions take away what holds no values; each has one of the harmful words. */
    private static long harmlessDrops(Command command) {
        return command instanceof Command.AlterTable alter
                ? alter.actions().stream()
                        .filter(action -> action instanceof TableAction.DropConstraint
                                || action instanceof TableAction.DropNotNull
                                || action instanceof TableAction.DropGeneration)
                        .count()
                : 0;
    }

    private static long harmfulWords(Statement statement) {
        List<Token> tokens = statement.tokens();
        long count = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.WORD
                    && token.end() - token.start() <= 8
                    && HARMFUL.contains(token.normal())
                    && (i == 0 || !DEFINING.contains(tokens.get(i - 1).normal()))) {
                count++;
            }
        }
        return count;
    }

    /** The statement without comments, on one line, and with nothing in its texts: what they hold misleads the parser. */
    private static String plain(List<Token> tokens) {
        var sql = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (i > 0 && tokens.get(i - 1).end() != token.start()) {
                sql.append(' ');
            }
            sql.append(token.kind() == Token.Kind.TEXT ? "'x'" : token.text());
        }
        return sql.toString();
    }
}
