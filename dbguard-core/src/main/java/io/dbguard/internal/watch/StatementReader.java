package io.dbguard.internal.watch;

import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.CommandReader;
import io.dbguard.internal.command.Parsed;
import io.dbguard.internal.sql.Dialect;
import io.dbguard.internal.sql.Splitter;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.UnreadableSqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads what a text of SQL does. What is not known to be a read is a write.
 *
 * @param dialect whose SQL it is
 */
public record StatementReader(Dialect dialect) {
    /** Statements without a closer look that change nothing a backup holds. */
    private static final Set<String> READS = Set.of(
            "ANALYSE",
            "ANALYZE",
            "CHECKPOINT",
            "CLOSE",
            "DEALLOCATE",
            "DISCARD",
            "EXPLAIN",
            "FETCH",
            "LISTEN",
            "MOVE",
            "NOTIFY",
            "RELEASE",
            "RESET",
            "SET",
            "SHOW",
            "UNLISTEN",
            "VALUES");

    Reading read(String sql) {
        try {
            var all = new Found();
            var reader = new CommandReader(dialect);
            for (Statement statement : Splitter.statements(sql, dialect)) {
                all.add(reader.read(statement));
            }
            return new Reading(all.writes, all.atOnce, all.tables, all.dangers);
        } catch (UnreadableSqlException | RuntimeException | StackOverflowError e) {
            return Reading.UNKNOWN;
        }
    }

    /**
     * Returns what in a text of SQL takes many rows at once.
     *
     * @param sql may leave out what does not matter: {@code DELETE sessions}
     */
    public List<Danger> dangers(String sql) {
        return read(sql).dangers();
    }

    /** What was found so far. */
    private final class Found {
        private boolean writes;
        private boolean atOnce;
        private final List<String> tables = new ArrayList<>();
        private final List<Danger> dangers = new ArrayList<>();

        void add(Parsed parsed) {
            Command command = parsed.command();
            boolean changes = !isRead(parsed);
            writes |= changes;
            atOnce |= changes && !waitsForCommit(command);
            if (changes) {
                Subjects.of(command).forEach(tables::add);
            }
            dangers.addAll(Dangers.of(parsed));
            parsed.inner().forEach(this::add);
            if (command instanceof Command.Block block) {
                block.body().ifPresent(body -> body.commands().forEach(this::add));
            }
        }

        private boolean isRead(Parsed parsed) {
            Command command = parsed.command();
            if (command instanceof Command.Query query) {
                return query.unknownCall().isEmpty() && !writesNevertheless(parsed.statement());
            }
            if (command instanceof Command.Transaction transaction) {
                return transaction.verb() != Command.Transaction.Verb.COMMIT;
            }
            if (command instanceof Command.SetParameter) {
                return dialect == Dialect.POSTGRESQL;
            }
            if (command instanceof Command.Listed listed) {
                return listed.concern().isEmpty() && READS.contains(parsed.head());
            }
            return command instanceof Command.LockTable;
        }

        /** {@code SELECT … INTO} makes a table, and {@code setval} sets a sequence. */
        private boolean writesNevertheless(Statement statement) {
            return statement.contains("INTO") || statement.contains("SETVAL");
        }

        private boolean waitsForCommit(Command command) {
            return command instanceof Command.Insert
                    || command instanceof Command.Update
                    || command instanceof Command.Delete
                    || command instanceof Command.Merge
                    || command instanceof Command.CopyIn
                    || command instanceof Command.Query;
        }
    }
}
