package io.dbguard.api.migration;

import java.util.List;

/**
 * The judgement on one statement.
 *
 * @param firstLine the line on which it starts, from 1
 * @param lastLine the line on which it ends
 * @param head the words that say what it is, such as {@code ALTER TABLE}
 * @param objects what it works on
 * @param locks the locks it takes on tables that existed before; empty for H2, which locks in its own way
 * @param findings what is not safe about it
 */
public record StatementAssessment(
        int firstLine,
        int lastLine,
        String head,
        List<Touched> objects,
        List<TableLock> locks,
        List<Finding> findings) {

    /** Copies the lists, so that the judgement can be shared. */
    public StatementAssessment {
        objects = List.copyOf(objects);
        locks = List.copyOf(locks);
        findings = List.copyOf(findings);
    }

    /** Returns the verdict on this statement alone. */
    public Verdict verdict() {
        return Verdict.of(findings);
    }
}
