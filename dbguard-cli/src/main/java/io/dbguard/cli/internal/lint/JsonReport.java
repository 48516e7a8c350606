package io.dbguard.cli.internal.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.migration.Evidence;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.ScriptAssessment;
import io.dbguard.api.migration.StatementAssessment;
import io.dbguard.api.migration.TableLock;
import io.dbguard.api.migration.Touched;
import io.dbguard.cli.internal.output.Json;

/** A report as one JSON document. */
public final class JsonReport {
    private JsonReport() {}

    /**
     * Returns the document.
     *
     * @param report what was found
     */
    public static JsonNode of(Report report) {
        ObjectNode document = Json.object();
        document.put("verdict", report.assessment().verdict().name());
        document.set("scripts", Json.array(report.assessment().scripts(), JsonReport::script));
        return document;
    }

    private static JsonNode script(ScriptAssessment script) {
        ObjectNode node = Json.object();
        node.put("script", script.script()).put("verdict", script.verdict().name());
        node.set("statements", Json.array(script.statements(), JsonReport::statement));
        node.set("findings", Json.array(script.findings(), JsonReport::finding));
        return node;
    }

    private static JsonNode statement(StatementAssessment statement) {
        ObjectNode node = Json.object();
        node.put("firstLine", statement.firstLine()).put("lastLine", statement.lastLine());
        node.put("head", statement.head()).put("verdict", statement.verdict().name());
        node.set("objects", Json.array(statement.objects(), JsonReport::object));
        node.set("locks", Json.array(statement.locks(), JsonReport::lock));
        return node;
    }

    private static JsonNode object(Touched touched) {
        return Json.object().put("kind", touched.kind()).put("name", touched.name());
    }

    private static JsonNode lock(TableLock lock) {
        return Json.object()
                .put("table", lock.table())
                .put("mode", lock.mode().toString())
                .put("work", lock.work().name());
    }

    private static JsonNode finding(Finding finding) {
        ObjectNode node = Json.object();
        node.put("rule", finding.rule()).put("axis", finding.axis().name());
        node.put("risk", finding.risk().name());
        node.put("line", finding.line()).put("column", finding.column());
        node.put("message", finding.message()).put("why", finding.why()).put("safer", finding.safer());
        node.set(
                "evidence",
                finding.evidence()
                        .map(JsonReport::evidence)
                        .orElse(Json.object().nullNode()));
        return node;
    }

    private static JsonNode evidence(Evidence evidence) {
        ObjectNode node = Json.object();
        node.put("words", evidence.words()).put("count", evidence.count()).put("exact", evidence.exact());
        node.set("samples", Json.texts(evidence.samples()));
        return node;
    }
}
