package io.dbguard.cli.internal.lint;

import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.ScriptAssessment;
import io.dbguard.cli.internal.output.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Prints findings as commands to GitHub's runners, which show each at its line of a pull request. */
public final class GithubReport {
    private GithubReport() {}

    /**
     * Prints a report.
     *
     * @param report what was found
     * @param out where to
     */
    public static void print(Report report, PrintWriter out) {
        report.assessment().findings().forEach(finding -> out.println(command(finding)));
        for (ScriptAssessment script : report.assessment().scripts()) {
            out.println("dbguard: " + Printable.line(script.script()) + ": " + script.verdict());
        }
    }

    private static String command(Finding finding) {
        String found = finding.evidence()
                .map(evidence -> "\nfound: " + evidence.withSamples())
                .orElse("");
        String safer = finding.safer().isEmpty() ? "" : "\nsafer:\n" + finding.safer();
        return "::" + level(finding) + " file=" + property(file(finding.script())) + ",line=" + finding.line() + ",col="
                + finding.column() + ",title=" + property(finding.rule() + ", " + TextReport.axis(finding.axis()))
                + "::" + data(finding.message() + found + "\nwhy: " + finding.why() + safer);
    }

    /** GitHub knows files by their path from where the work goes on. */
    private static String file(String script) {
        Path here = Path.of("").toAbsolutePath();
        Path file = Path.of(script).toAbsolutePath().normalize();
        return (file.startsWith(here) ? here.relativize(file) : file).toString().replace('\\', '/');
    }

    private static String level(Finding finding) {
        return switch (finding.risk()) {
            case HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, NONE -> "notice";
        };
    }

    private static String data(String text) {
        return Printable.line(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"));
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
