package io.dbguard.api.migration;

import java.util.List;
import java.util.stream.Stream;

/**
 * The judgement on one script.
 *
 * @param script the script's name
 * @param statements its statements, in their order
 * @param remarks findings that belong to no statement, such as a comment that allows what does not happen
 */
public record ScriptAssessment(String script, List<StatementAssessment> statements, List<Finding> remarks) {

    /** Copies the lists, so that the judgement can be shared. */
    public ScriptAssessment {
        statements = List.copyOf(statements);
        remarks = List.copyOf(remarks);
    }

    /** Returns all findings, in the order of the statements. */
    public List<Finding> findings() {
        return Stream.concat(statements.stream().flatMap(statement -> statement.findings().stream()), remarks.stream())
                .toList();
    }

    /** Returns the verdict on this script. */
    public Verdict verdict() {
        return Verdict.of(findings());
    }
}
