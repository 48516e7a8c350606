package io.dbguard.internal.repository;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.Fingerprint;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SequenceState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as JSON. The small things stand first, so that a list of backups need not read the rest. Fields that this
 * version does not know are passed over; a manifest is never written again, so nothing of it is lost.
 */
final class ManifestJson {
    /** The format version that this code writes; it reads this one and no newer one. */
    static final int FORMAT = 1;

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addMixIn(BackupId.class, AsText.class)
            .addMixIn(Fingerprint.class, AsText.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ManifestJson() {}

    /** Values that are nothing but a text. */
    @SuppressWarnings("unused") // Jackson reads the annotations.
    private abstract static class AsText {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        AsText(String value) {}

        @JsonValue
        abstract String value();
    }

    /**
     * The sums over all tables, for the list of backups.
     *
     * @param tables how many tables
     * @param rows how many rows
     * @param rawBytes their size in COPY text format
     * @param storedBytes the size of the blobs
     */
    record Totals(int tables, long rows, long rawBytes, long storedBytes) {
        static Totals of(Manifest manifest) {
            return new Totals(manifest.tables().size(), manifest.rows(), manifest.rawBytes(), manifest.storedBytes());
        }
    }

    /**
     * The small things.
     *
     * @param header what, when, why
     * @param totals how much
     */
    record Head(BackupHeader header, Totals totals) {}

    static byte[] write(Manifest manifest) {
        return write(json -> {
            json.writePOJOField("backup", manifest.header());
            json.writePOJOField("totals", Totals.of(manifest));
            json.writePOJOField("schema", manifest.schema());
            json.writePOJOField("tables", manifest.tables());
            json.writePOJOField("sequences", manifest.sequences());
            if (!manifest.groups().isEmpty()) {
                json.writePOJOField("groups", new TreeMap<>(manifest.groups()));
            }
        });
    }

    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static byte[] write(Fields fields) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = MAPPER.createGenerator(bytes).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            fields.writeTo(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Manifest read(byte[] bytes) throws IOException {
        var parts = new Parts();
        parts.read(bytes, false);
        if (parts.header == null || parts.schema == null || parts.tables == null || parts.sequences == null) {
            throw new IOException("a part of it is missing");
        }
        for (TableContent table : parts.tables) {
            for (Chunk chunk : table.chunks()) {
                StoredBlob.checkName(chunk.blob());
            }
        }
        return new Manifest(parts.header, parts.schema, parts.tables, parts.sequences, parts.groups);
    }

    static byte[] writeHead(Head head) {
        return write(json -> {
            json.writePOJOField("backup", head.header());
            json.writePOJOField("totals", head.totals());
        });
    }

    static byte[] writeBlobs(List<StoredBlob> blobs) {
        return write(json -> json.writePOJOField("blobs", blobs));
    }

    static List<StoredBlob> readBlobs(byte[] bytes) throws IOException {
        JsonNode json = MAPPER.readTree(bytes);
        NewerFormatException.check(json.path("format").asInt());
        List<StoredBlob> blobs = MAPPER.convertValue(json.required("blobs"), new TypeReference<List<StoredBlob>>() {});
        for (StoredBlob blob : blobs) {
            StoredBlob.checkName(blob.blob());
        }
        return blobs;
    }

    static Head readHead(byte[] bytes) throws IOException {
        var parts = new Parts();
        parts.read(bytes, true);
        if (parts.header == null || parts.totals == null) {
            throw new IOException("a part of it is missing");
        }
        return new Head(parts.header, parts.totals);
    }

    private static final class Parts {
        private @Nullable BackupHeader header;
        private @Nullable Totals totals;
        private @Nullable Schema schema;
        private @Nullable List<TableContent> tables;
        private @Nullable List<SequenceState> sequences;
        private Map<String, List<String>> groups = Map.of();

        void read(byte[] bytes, boolean headOnly) throws IOException {
            try (JsonParser json = MAPPER.createParser(bytes)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new IOException("it is not a JSON object");
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    json.nextToken();
                    switch (field) {
                        case "format" -> NewerFormatException.check(json.getIntValue());
                        case "backup" -> header = json.readValueAs(BackupHeader.class);
                        case "totals" -> totals = json.readValueAs(Totals.class);
                        case "schema" -> schema = json.readValueAs(Schema.class);
                        case "tables" -> tables = json.readValueAs(new TypeReference<List<TableContent>>() {});
                        case "sequences" -> sequences = json.readValueAs(new TypeReference<List<SequenceState>>() {});
                        case "groups" -> groups = json.readValueAs(new TypeReference<Map<String, List<String>>>() {});
                        default -> json.skipChildren();
                    }
                    if (headOnly && header != null && totals != null) {
                        return;
                    }
                }
            }
        }
    }
}
