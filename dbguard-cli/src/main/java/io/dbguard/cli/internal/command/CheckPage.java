package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.api.check.CheckReport;
import io.dbguard.api.check.CheckResult;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Printable;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** A check before a deployment, for people and for programs. */
final class CheckPage {
    private static final String INDENT = " ".repeat(20);

    private CheckPage() {}

    static void print(CheckReport report, PrintWriter out) {
        for (CheckResult result : report.results()) {
            String start = String.format(Locale.ROOT, "%-4s  %-12s  ", result.status(), result.name());
            out.println(start + Printable.line(result.words()));
            if (!result.next().isEmpty()) {
                out.println(INDENT + "-> " + Printable.line(result.next()));
            }
        }
        out.println(report.passed() ? "Nothing failed." : "Failed: " + names(report) + ".");
    }

    static String names(CheckReport report) {
        return report.failures().stream().map(CheckResult::name).collect(Collectors.joining(", "));
    }

    static JsonNode json(CheckReport report) {
        var document = Json.object().put("passed", report.passed());
        document.set("checks", Json.array(report.results(), CheckPage::json));
        return document;
    }

    private static JsonNode json(CheckResult result) {
        return Json.object()
                .put("name", result.name())
                .put("status", result.status().name().toLowerCase(Locale.ROOT))
                .put("words", result.words())
                .put("next", result.next());
    }
}
