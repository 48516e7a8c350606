package io.dbguard.internal.classify;

import io.dbguard.api.migration.Axis;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.Risk;
import io.dbguard.api.migration.ScriptAssessment;
import io.dbguard.internal.rule.Destruction;
import io.dbguard.internal.sql.UnreadableSqlException;
import java.util.List;
import java.util.Optional;

/** The judgement on a script that cannot be cut into statements. */
final class Unreadable {
    private Unreadable() {}

    /** The judgement on a migration that is no SQL: nobody knows what it does. */
    static ScriptAssessment opaque(String script) {
        var finding = new Finding(
                "not-understood",
                Axis.DATA_LOSS,
                Risk.MEDIUM,
                script,
                1,
                1,
                "is no SQL, so what it does to the data cannot be seen",
                "Code can do to the data whatever its connection may.",
                "",
                Optional.empty());
        return new ScriptAssessment(script, List.of(), List.of(finding));
    }

    static ScriptAssessment assess(String script, String sql, UnreadableSqlException problem) {
        var finding = new Finding(
                "not-understood",
                Axis.DATA_LOSS,
                Destruction.isNamedIn(sql) ? Risk.HIGH : Risk.MEDIUM,
                script,
                problem.line(),
                problem.column(),
                problem.describe(),
                "Nothing can be said of a script that cannot be cut into statements.",
                "",
                Optional.empty());
        return new ScriptAssessment(script, List.of(), List.of(finding));
    }
}
