package io.dbguard.cli.internal.lint;

import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.Risk;
import io.dbguard.api.migration.ScriptAssessment;
import java.io.PrintWriter;
import java.util.List;

/** Prints findings as JUnit's XML, which build servers show: a suite for each script, a case for each finding. */
public final class JUnitReport {
    private final PrintWriter out;
    private final Risk failOn;

    private JUnitReport(PrintWriter out, Risk failOn) {
        this.out = out;
        this.failOn = failOn;
    }

    /**
     * Prints a report.
     *
     * @param report what was found
     * @param failOn the risk from which on a case fails
     * @param out where to
     */
    public static void print(Report report, Risk failOn, PrintWriter out) {
        new JUnitReport(out, failOn).print(report);
    }

    private void print(Report report) {
        List<Finding> all = report.assessment().findings();
        long passed = report.assessment().scripts().stream()
                .filter(script -> script.findings().isEmpty())
                .count();
        out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        out.println("<testsuites name=\"dbguard lint\" tests=\"" + (all.size() + passed) + "\" failures=\""
                + failures(all) + "\">");
        report.assessment().scripts().forEach(this::suite);
        out.println("</testsuites>");
    }

    private long failures(List<Finding> findings) {
        return findings.stream().filter(this::fails).count();
    }

    private boolean fails(Finding finding) {
        return finding.risk().compareTo(failOn) >= 0;
    }

    private void suite(ScriptAssessment script) {
        List<Finding> findings = script.findings();
        out.println("  <testsuite name=\"" + Xml.text(script.script()) + "\" tests=\"" + Math.max(1, findings.size())
                + "\" failures=\"" + failures(findings) + "\" errors=\"0\" skipped=\"0\">");
        if (findings.isEmpty()) {
            out.println("    <testcase classname=\"" + Xml.text(script.script()) + "\" name=\"no finding\"/>");
        }
        findings.forEach(this::testCase);
        out.println("  </testsuite>");
    }

    private void testCase(Finding finding) {
        out.println("    <testcase classname=\"" + Xml.text(finding.script()) + "\" name=\""
                + Xml.text(finding.rule() + " at " + finding.line() + ":" + finding.column()) + "\">");
        if (fails(finding)) {
            out.println("      <failure message=\"" + Xml.text(finding.message()) + "\" type=\""
                    + Xml.text(finding.rule()) + "\">" + Xml.text(details(finding)) + "</failure>");
        } else {
            out.println("      <system-out>" + Xml.text(details(finding)) + "</system-out>");
        }
        out.println("    </testcase>");
    }

    private static String details(Finding finding) {
        String safer = finding.safer().isEmpty() ? "" : "\nsafer:\n" + finding.safer();
        return finding + "\nwhy: " + finding.why() + safer;
    }
}
