package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.cli.internal.output.Json;
import java.util.TreeMap;

/** What a backup holds, as a program reads it. */
final class ManifestDocument {
    private ManifestDocument() {}

    static JsonNode of(Manifest manifest) {
        BackupHeader header = manifest.header();
        var document = Json.object()
                .put("id", header.id().value())
                .put("parent", header.parent().map(BackupId::value).orElse(null))
                .put("time", header.time().toString())
                .put("label", header.label())
                .put("reason", Words.of(header.reason()))
                .put("writtenBy", header.writtenBy())
                .put("tookMillis", header.took().toMillis())
                .put("rows", manifest.rows())
                .put("rawBytes", manifest.rawBytes())
                .put("storedBytes", manifest.storedBytes());
        document.set("database", json(header.database()));
        document.set("scope", json(header.scope()));
        document.set("warnings", Json.texts(header.warnings()));
        document.set("tables", Json.array(manifest.tables(), ManifestDocument::json));
        document.set("sequences", Json.array(manifest.sequences(), ManifestDocument::json));
        document.set("objects", Json.array(manifest.schema().objects(), object -> json(object.id())));
        ObjectNode groups = document.putObject("groups");
        new TreeMap<>(manifest.groups()).forEach((name, tables) -> groups.set(name, Json.texts(tables)));
        document.set(
                "leftOut",
                Json.array(
                        manifest.schema().unsupported(),
                        object -> json(object.object()).put("why", object.reason())));
        return document;
    }

    private static JsonNode json(DatabaseInfo database) {
        return Json.object()
                .put("provider", database.provider())
                .put("version", database.version())
                .put("name", database.name());
    }

    private static JsonNode json(Scope scope) {
        var document = Json.object();
        document.set("schemas", Json.texts(scope.schemas()));
        document.set("tables", Json.texts(scope.tables()));
        document.set("excluded", Json.texts(scope.excluded()));
        return document;
    }

    private static JsonNode json(TableContent content) {
        return Json.object()
                .put("schema", content.table().name().schema())
                .put("name", content.table().name().table())
                .put("rows", content.rows())
                .put("rawBytes", content.rawBytes())
                .put("storedBytes", content.storedBytes())
                .put("fingerprint", content.fingerprint().value());
    }

    private static JsonNode json(SequenceState state) {
        return json(state.sequence()).put("value", state.value()).put("called", state.called());
    }

    private static ObjectNode json(ObjectId id) {
        return Json.object().put("kind", id.kind()).put("schema", id.schema()).put("name", id.name());
    }
}
