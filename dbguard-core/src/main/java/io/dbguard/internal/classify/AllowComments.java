package io.dbguard.internal.classify;

import io.dbguard.api.migration.Axis;
import io.dbguard.api.migration.Finding;
import io.dbguard.internal.rule.Allowances;
import io.dbguard.internal.rule.Catalogue;
import io.dbguard.internal.rule.Rule;
import io.dbguard.internal.rule.Subject;
import io.dbguard.internal.sql.Script;
import io.dbguard.internal.sql.Script.Comment;
import io.dbguard.internal.sql.Statement;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Comments such as {@code -- dbguard:allow drop-table until=2027-12-31 empty since release 41}. Each is for the statement
 * after it, or the one it stands in. Not thread-safe.
 */
final class AllowComments {
    private static final Pattern COMMENT = Pattern.compile("--\\s*dbguard:allow\\b\\s*(.*)");
    private static final Pattern CONTENT =
            Pattern.compile("([a-z0-9-]+(?:\\s*,\\s*[a-z0-9-]+)*)(?:\\s+until=(\\S+))?(?:\\s+(.*))?");
    private static final Set<String> IDS =
            Catalogue.rules().stream().map(Rule::id).collect(Collectors.toSet());

    private final String script;
    private final Script pieces;
    private final LocalDate today;
    private final boolean losses;
    private final List<Allowance> allowances = new ArrayList<>();
    private final List<Finding> remarks = new ArrayList<>();

    private record Allowance(Comment comment, Set<String> rules, Set<String> used) {}

    AllowComments(String script, Script pieces, Settings settings) {
        this.script = script;
        this.pieces = pieces;
        this.today = settings.today();
        this.losses = settings.allowancesCount();
        pieces.comments().forEach(this::read);
    }

    private void read(Comment comment) {
        Matcher allow = COMMENT.matcher(comment.text().strip());
        if (!allow.matches()) {
            return;
        }
        Matcher content = CONTENT.matcher(allow.group(1).strip());
        if (!content.matches()) {
            malformed(comment, "it does not read: RULE[, RULE] [until=DATE] reason");
            return;
        }
        Set<String> rules = new HashSet<>(List.of(content.group(1).split("\\s*,\\s*", -1)));
        Optional<String> unknown =
                rules.stream().filter(rule -> !IDS.contains(rule)).findFirst();
        if (unknown.isPresent()) {
            malformed(comment, "there is no rule " + unknown.get());
        } else if (content.group(3) == null || content.group(3).isBlank()) {
            malformed(comment, "it gives no reason");
        } else {
            dated(comment, rules, Optional.ofNullable(content.group(2)));
        }
    }

    private void dated(Comment comment, Set<String> rules, Optional<String> until) {
        try {
            if (until.isPresent() && LocalDate.parse(until.get()).isBefore(today)) {
                remark(
                        Allowances.EXPIRED,
                        comment,
                        Subject.of("name", String.join(", ", rules), "reason", until.get()));
            } else {
                allowances.add(new Allowance(comment, rules, new HashSet<>()));
            }
        } catch (DateTimeException e) {
            malformed(comment, "until=" + until.orElse("") + " is no date such as 2027-12-31");
        }
    }

    private void malformed(Comment comment, String reason) {
        remark(Allowances.MALFORMED, comment, Subject.of("reason", reason));
    }

    private void remark(Rule rule, Comment comment, Subject subject) {
        remarks.add(new Finding(
                rule.id(),
                rule.axis(),
                rule.risk(),
                script,
                pieces.source().line(comment.start()),
                pieces.source().column(comment.start()),
                rule.fill(rule.message(), subject),
                rule.why(),
                rule.safer(),
                Optional.empty()));
    }

    /** Returns the findings that no comment allows. */
    List<Finding> filter(Statement statement, List<Finding> findings) {
        if (allowances.isEmpty()) {
            return findings;
        }
        List<Allowance> here = allowances.stream()
                .filter(allowance -> isFor(allowance.comment(), statement))
                .toList();
        return findings.stream().filter(finding -> !isAllowed(finding, here)).toList();
    }

    private boolean isAllowed(Finding finding, List<Allowance> here) {
        boolean allowed = false;
        for (Allowance allowance : here) {
            if (allowance.rules().contains(finding.rule())) {
                allowance.used().add(finding.rule());
                allowed = losses || finding.axis() != Axis.DATA_LOSS;
            }
        }
        return allowed;
    }

    /** A comment is for the first statement that ends after it. */
    private boolean isFor(Comment comment, Statement statement) {
        if (comment.start() > statement.end()) {
            return pieces.source().line(comment.start()) == statement.lastLine();
        }
        return pieces.statements().stream()
                        .filter(other -> other.end() > comment.start())
                        .findFirst()
                        .filter(statement::equals)
                        .isPresent()
                && !followsOnLine(comment);
    }

    /** At the end of a statement's last line, it is for that one. */
    private boolean followsOnLine(Comment comment) {
        int line = pieces.source().line(comment.start());
        return pieces.statements().stream()
                .anyMatch(other -> other.end() <= comment.start() && other.lastLine() == line);
    }

    /** Returns what is wrong with the comments; to be asked after all statements. */
    List<Finding> remarks() {
        for (Allowance allowance : allowances) {
            allowance.rules().stream()
                    .filter(rule -> !allowance.used().contains(rule))
                    .sorted()
                    .forEach(rule -> remark(Allowances.UNUSED, allowance.comment(), Subject.of("name", rule)));
        }
        return remarks;
    }
}
