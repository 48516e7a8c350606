package io.dbguard.cli.internal.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.migration.Finding;
import io.dbguard.cli.internal.output.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as SARIF 2.1.0, which code hosts and editors read. */
public final class SarifReport {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private SarifReport() {}

    /**
     * Returns the document.
     *
     * @param report what was found
     */
    public static JsonNode of(Report report) {
        List<Finding> findings = report.assessment().findings();
        Map<String, Finding> rules = new LinkedHashMap<>();
        findings.forEach(finding -> rules.putIfAbsent(finding.rule(), finding));
        ObjectNode driver = Json.object().put("name", "dbguard");
        driver.set("rules", Json.array(rules.values(), SarifReport::rule));
        ObjectNode tool = Json.object();
        tool.set("driver", driver);
        ObjectNode run = Json.object();
        run.set("tool", tool);
        run.put("columnKind", "utf16CodeUnits");
        run.set("results", Json.array(findings, SarifReport::result));
        ObjectNode document = Json.object().put("$schema", SCHEMA).put("version", "2.1.0");
        document.set("runs", Json.array(List.of(run), node -> node));
        return document;
    }

    private static JsonNode rule(Finding finding) {
        ObjectNode rule = Json.object().put("id", finding.rule());
        rule.set("shortDescription", text(finding.why()));
        return rule;
    }

    private static JsonNode result(Finding finding) {
        ObjectNode result = Json.object().put("ruleId", finding.rule()).put("level", level(finding));
        String found = finding.evidence()
                .map(evidence -> " (" + evidence.withSamples() + ")")
                .orElse("");
        result.set("message", text(finding.message() + found));
        ObjectNode region = Json.object().put("startLine", finding.line()).put("startColumn", finding.column());
        ObjectNode place = Json.object();
        place.set("artifactLocation", Json.object().put("uri", uri(finding.script())));
        place.set("region", region);
        ObjectNode location = Json.object();
        location.set("physicalLocation", place);
        result.set("locations", Json.array(List.of(location), node -> node));
        ObjectNode properties = Json.object().put("axis", finding.axis().name());
        result.set("properties", properties.put("risk", finding.risk().name()).put("safer", finding.safer()));
        return result;
    }

    private static JsonNode text(String text) {
        return Json.object().put("text", text);
    }

    /** Where a script is, with all that has a meaning of its own in a URI written out. */
    private static String uri(String file) {
        String path = file.replace('\\', '/');
        boolean drive = path.matches("[A-Za-z]:/.*");
        boolean colonFirst = !drive && path.split("/", 2)[0].contains(":");
        try {
            return new URI(null, null, drive ? "/" + path : colonFirst ? "./" + path : path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("No path: " + path, e);
        }
    }

    private static String level(Finding finding) {
        return switch (finding.risk()) {
            case HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, NONE -> "note";
        };
    }
}
