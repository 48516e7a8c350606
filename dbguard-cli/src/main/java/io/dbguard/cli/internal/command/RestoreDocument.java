package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.report.RestorePreview;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.report.RestoreReport.TableOutcome;
import io.dbguard.api.report.RowSample;
import io.dbguard.api.report.SkippedRows;
import io.dbguard.api.report.TableChange;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.cli.internal.output.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a restore would do or has done, for programs. */
final class RestoreDocument {
    private RestoreDocument() {}

    static JsonNode of(RestorePreview preview) {
        ObjectNode document = Json.object().put("backup", preview.backup().value());
        document.set("tables", Json.array(preview.tables(), RestoreDocument::change));
        document.set("created", names(preview.created()));
        document.set("replaced", names(preview.replaced()));
        document.set("kept", names(preview.kept()));
        document.set("remarks", Json.texts(preview.remarks()));
        return document;
    }

    private static JsonNode names(List<ObjectId> objects) {
        return Json.texts(objects.stream().map(ObjectId::toString).toList());
    }

    private static JsonNode change(TableChange change) {
        ObjectNode document = Json.object()
                .put("table", change.table().toString())
                .put("action", word(change.action()))
                .put("insert", change.inserted())
                .put("update", change.updated())
                .put("delete", change.deleted())
                .put("keep", change.kept());
        ObjectNode columns = Json.object();
        change.columns().forEach(columns::put);
        document.set("columns", columns);
        document.set("skipped", Json.array(change.skipped(), RestoreDocument::skipped));
        document.set("samples", Json.array(change.samples(), RestoreDocument::sample));
        return document;
    }

    private static JsonNode skipped(SkippedRows skipped) {
        return Json.object().put("reason", skipped.reason()).put("rows", skipped.rows());
    }

    private static JsonNode sample(RowSample sample) {
        ObjectNode document = Json.object().put("fate", word(sample.fate()));
        document.set("key", values(sample.key()));
        document.set("now", values(sample.now()));
        document.set("backup", values(sample.backup()));
        return document;
    }

    private static JsonNode values(Map<String, String> values) {
        ObjectNode document = Json.object();
        values.forEach(document::put);
        return document;
    }

    /** The kept database is the one that another has taken the name of; null otherwise. */
    static JsonNode of(RestoreReport report, @Nullable String kept) {
        ObjectNode document = Json.object()
                .put("backup", report.backup().value())
                .put("safetyBackup", report.safetyBackup().map(id -> id.value()).orElse(null))
                .put("keptDatabase", kept)
                .put("millis", report.took().toMillis());
        document.set("tables", Json.array(report.tables(), RestoreDocument::outcome));
        document.set("warnings", Json.texts(report.warnings()));
        return document;
    }

    private static JsonNode outcome(TableOutcome outcome) {
        ObjectNode document = Json.object()
                .put("table", outcome.table().toString())
                .put("action", word(outcome.action()))
                .put("rows", outcome.rows())
                .put("inserted", outcome.inserted())
                .put("updated", outcome.updated());
        document.set("skipped", Json.array(outcome.skipped(), RestoreDocument::skipped));
        return document;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
