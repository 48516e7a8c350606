package io.dbguard.internal.migration;

import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationClassifier;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Risk;
import io.dbguard.internal.sql.Splitter;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.UnreadableSqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges each statement by its first words, from a closed table: what does not stand in it is not understood, and what is
 * not understood is never safe.
 */
public final class HeadClassifier implements MigrationClassifier {
    /** What a text that nobody can look into may hide. */
    private static final Pattern DESTRUCTION =
            Pattern.compile("\\b(DROP\\s+(TABLE|SCHEMA|DATABASE|COLUMN|OWNED)|TRUNCATE|DELETE\\s+FROM)\\b");

    /** Creates the classifier. */
    public HeadClassifier() {}

    @Override
    public Assessment classify(List<MigrationScript> scripts) {
        var newTables = new NewTables();
        List<Finding> findings = new ArrayList<>();
        for (MigrationScript script : scripts) {
            findings.addAll(classify(script, newTables));
        }
        return new Assessment(findings);
    }

    private static List<Finding> classify(MigrationScript script, NewTables newTables) {
        List<Finding> findings = new ArrayList<>();
        try {
            for (Statement statement : Splitter.split(script.sql())) {
                judge(statement, newTables)
                        .map(verdict -> new Finding(
                                verdict.rule(), verdict.risk(), script.name(), statement.line(), verdict.message()))
                        .ifPresent(findings::add);
            }
        } catch (UnreadableSqlException e) {
            findings.add(new Finding("not-understood", opaque(script.sql()), script.name(), e.line(), e.describe()));
        }
        return findings;
    }

    private static Optional<Verdict> judge(Statement statement, NewTables newTables) {
        Optional<Verdict> verdict = StatementRules.judge(statement);
        if (verdict.filter(v -> v.rule().equals("not-understood")).isPresent()) {
            return Optional.of(Verdict.notUnderstood(opaque(textOf(statement))));
        }
        if (newTables.excuses(statement)) {
            return Optional.empty();
        }
        newTables.note(statement);
        return verdict;
    }

    private static Risk opaque(String text) {
        return DESTRUCTION.matcher(text.toUpperCase(Locale.ROOT)).find() ? Risk.DANGEROUS : Risk.CAUTION;
    }

    private static String textOf(Statement statement) {
        var text = new StringBuilder();
        statement.tokens().forEach(token -> text.append(token.text()).append(' '));
        return text.toString();
    }
}
