package io.dbguard.cli.internal.lint;

import io.dbguard.api.migration.Axis;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.Risk;
import io.dbguard.api.migration.ScriptAssessment;
import io.dbguard.cli.internal.output.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints findings as a compiler does: place, message, the line and a caret below it. */
public final class TextReport {
    private static final int WIDEST = 120;

    private TextReport() {}

    /**
     * Prints a report.
     *
     * @param report what was found
     * @param out where to
     */
    public static void print(Report report, PrintWriter out) {
        Map<String, List<String>> lines = report.lines();
        for (Finding finding : report.assessment().findings()) {
            print(finding, Report.line(lines, finding), out);
        }
        for (ScriptAssessment script : report.assessment().scripts()) {
            out.println(Printable.line(script.script()) + ": " + script.verdict() + ", "
                    + count(script.statements().size(), "statement") + ", "
                    + count(script.findings().size(), "finding"));
        }
    }

    private static void print(Finding finding, String line, PrintWriter out) {
        out.println(Printable.line(finding.script()) + ":" + finding.line() + ":" + finding.column() + ": "
                + level(finding.risk()) + ": " + Printable.line(finding.message()) + " [" + finding.rule() + ", "
                + axis(finding.axis()) + "]");
        caret(finding, line, out);
        finding.evidence().ifPresent(evidence -> out.println("  found: " + Printable.line(evidence.withSamples())));
        out.println("  why: " + Printable.line(finding.why()));
        if (!finding.safer().isEmpty()) {
            out.println("  safer:");
            finding.safer().lines().forEach(sql -> out.println("    " + Printable.line(sql)));
        }
        out.println();
    }

    /** A long line is cut out around the place. */
    private static void caret(Finding finding, String line, PrintWriter out) {
        int from = Math.max(0, finding.column() - 1 - WIDEST / 2);
        String shown = line.replace('\t', ' ').substring(Math.min(from, line.length()));
        out.println("  | " + Printable.line(shown.length() > WIDEST ? shown.substring(0, WIDEST) : shown));
        out.println("  | " + " ".repeat(Math.max(0, finding.column() - 1 - from)) + "^");
    }

    private static String level(Risk risk) {
        return risk.name().toLowerCase(Locale.ROOT) + " risk";
    }

    static String axis(Axis axis) {
        return axis.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
