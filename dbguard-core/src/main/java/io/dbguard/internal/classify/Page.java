package io.dbguard.internal.classify;

import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.Risk;
import io.dbguard.api.migration.ScriptAssessment;
import io.dbguard.api.migration.StatementAssessment;
import io.dbguard.internal.rule.Found;
import io.dbguard.internal.rule.Look;
import io.dbguard.internal.rule.Objects;
import io.dbguard.internal.rule.Rule;
import io.dbguard.internal.rule.Subject;
import io.dbguard.internal.rule.Transactions;
import io.dbguard.internal.rule.Witness;
import io.dbguard.internal.sql.SourceText;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The judgement on one script, while it is written. Not thread-safe. */
final class Page {
    private final String script;
    private final SourceText source;
    private final Witness witness;
    private final List<StatementAssessment> statements = new ArrayList<>();
    private final List<Finding> remarks = new ArrayList<>();

    Page(String script, SourceText source, Witness witness) {
        this.script = script;
        this.source = source;
        this.witness = witness;
    }

    /** Returns what was found in a statement, each thing once, the worst first. */
    List<Finding> findings(Look look) {
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (Found found : look.found()) {
            if (found.risk() != Risk.NONE) {
                Finding finding = finding(found, look.parsed().statement());
                findings.merge(finding.rule() + finding.message(), finding, Page::worse);
            }
        }
        List<Finding> worstFirst = new ArrayList<>(findings.values());
        worstFirst.sort(Comparator.comparing(Finding::risk).reversed());
        return List.copyOf(worstFirst);
    }

    private static Finding worse(Finding a, Finding b) {
        return b.risk().compareTo(a.risk()) > 0 ? b : a;
    }

    /** What stands in an unescaped copy has no place of its own in the script. */
    private Finding finding(Found found, Statement statement) {
        Token where = found.where().source() == source
                ? found.where()
                : statement.tokens().get(0);
        Finding finding = finding(found.rule(), found.risk(), found.subject(), where.start());
        return witness.weigh(found)
                .map(weighed -> finding.with(weighed.risk(), weighed.evidence()))
                .orElse(finding);
    }

    private Finding finding(Rule rule, Risk risk, Subject subject, int at) {
        return new Finding(
                rule.id(),
                rule.axis(),
                risk,
                script,
                source.line(at),
                source.column(at),
                rule.fill(rule.message(), subject),
                rule.fill(rule.why(), subject),
                rule.fill(rule.safer(), subject),
                Optional.empty());
    }

    void add(Look look, List<Finding> findings) {
        Statement statement = look.parsed().statement();
        statements.add(new StatementAssessment(
                statement.line(),
                statement.lastLine(),
                look.parsed().head(),
                Objects.of(look.command()),
                look.locks(),
                findings));
    }

    void leftOpen(Token begin) {
        remarks.add(finding(Transactions.OPEN, Transactions.OPEN.risk(), Subject.of(), begin.start()));
    }

    ScriptAssessment assessment(List<Finding> more) {
        remarks.addAll(more);
        return new ScriptAssessment(script, statements, remarks);
    }
}
