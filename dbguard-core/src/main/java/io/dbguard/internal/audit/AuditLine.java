package io.dbguard.internal.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.event.AuditEntry;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.internal.repository.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of the log as it is stored; see docs/repository-format.md. Its seal is the SHA-256 of all that stands before it,
 * and one of the fields before it is the seal of the line before.
 *
 * @param entry what the line says
 * @param previous the seal of the line before
 * @param seal the line's own
 */
record AuditLine(AuditEntry entry, String previous, String seal) {
    /** What stands for the line before the first. */
    static final String NOTHING = "0".repeat(64);

    private static final String SEAL = ",\"sha256\":\"";
    private static final String END = "\"}\n";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Writes an entry, with the newline at its end. */
    static byte[] write(AuditEntry entry, String previous) throws IOException {
        String text = MAPPER.writeValueAsString(json(entry, previous));
        String start = text.substring(0, text.length() - 1);
        String seal = Sha256.of(start.getBytes(StandardCharsets.UTF_8));
        return (start + SEAL + seal + END).getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode json(AuditEntry entry, String previous) {
        ObjectNode json = MAPPER.createObjectNode().put("number", entry.number());
        json.setAll(EventJson.of(entry.event()));
        return json.put("user", entry.user())
                .put("host", entry.host())
                .put("process", entry.process())
                .put("previous", previous);
    }

    /**
     * Reads a line.
     *
     * @param line without the newline
     * @throws IOException if it is not, byte for byte, what was written
     */
    static AuditLine read(String line) throws IOException {
        int at = line.lastIndexOf(SEAL);
        if (at < 0) {
            throw new IOException("it has no seal");
        }
        String seal = Sha256.of(line.substring(0, at).getBytes(StandardCharsets.UTF_8));
        if (!line.substring(at).equals((SEAL + seal + END).stripTrailing())) {
            throw new IOException("it was changed");
        }
        try {
            JsonNode json = MAPPER.readTree(line);
            return new AuditLine(entry(json), json.path("previous").asText(), seal);
        } catch (DateTimeException e) {
            throw new IOException("it has no time", e);
        }
    }

    private static AuditEntry entry(JsonNode json) {
        EventKind kind = EventKind.of(json.path("kind").asText()).orElse(EventKind.UNKNOWN);
        Map<String, String> details = new LinkedHashMap<>();
        json.path("details").forEachEntry((name, value) -> details.put(name, value.asText()));
        var event = new GuardEvent(
                Instant.parse(json.path("time").asText()),
                kind,
                json.path("database").asText(),
                json.path("subject").asText(),
                json.path("words").asText(),
                details);
        return new AuditEntry(
                json.path("number").asLong(),
                event,
                json.path("user").asText(),
                json.path("host").asText(),
                json.path("process").asLong());
    }
}
