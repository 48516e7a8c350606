package io.dbguard.internal.lock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbguard.internal.host.RunningProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * What stands in a lock; see docs/repository-format.md.
 *
 * @param id names the lock and its file
 * @param purpose what it allows
 * @param doing what for, in words for a person
 * @param subject of those with the same one, only one may be held; empty for none
 * @param owner who holds it
 * @param taken when, by the owner's clock; for people only
 * @param beat grows with each renewal
 */
record LockRecord(
        String id, LockPurpose purpose, String doing, String subject, LockOwner owner, String taken, long beat) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] RELEASED = "{\"released\":true}".getBytes(StandardCharsets.US_ASCII);

    LockRecord next() {
        return new LockRecord(id, purpose, doing, subject, owner, taken, beat + 1);
    }

    LockRecord about(String what) {
        return new LockRecord(id, purpose, doing, what, owner, taken, beat + 1);
    }

    boolean conflictsWith(LockRecord other) {
        return purpose == LockPurpose.EXCLUSIVE
                || other.purpose == LockPurpose.EXCLUSIVE
                || (!subject.isEmpty() && subject.equals(other.subject));
    }

    /** Says who holds it. */
    String holder() {
        return owner.host().isEmpty()
                ? "somebody whose lock cannot be read"
                : doing + " by process " + owner.process().number() + " on " + owner.host() + " since " + taken;
    }

    /** What is written over a lock that is no longer one, before it is removed. */
    static byte[] released() {
        return RELEASED.clone();
    }

    static boolean isReleased(byte[] content) {
        return Arrays.equals(content, RELEASED);
    }

    byte[] toJson() {
        var json = MAPPER.createObjectNode()
                .put("format", 1)
                .put("id", id)
                .put("purpose", purpose.name().toLowerCase(Locale.ROOT))
                .put("doing", doing)
                .put("subject", subject)
                .put("host", owner.host())
                .put("kernel", owner.process().kernel())
                .put("process", owner.process().number())
                .put("processStart", owner.process().start())
                .put("session", owner.session())
                .put("taken", taken)
                .put("beat", beat);
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A lock cannot be written", e);
        }
    }

    /** Whatever cannot be read counts as the strictest lock, of an owner of whom nothing is known. */
    static LockRecord parse(String id, byte[] content) {
        try {
            JsonNode json = MAPPER.readTree(content);
            boolean shared = json.path("purpose").asText().equals("shared")
                    && json.path("format").asInt() == 1;
            var process = new RunningProcess(
                    json.path("kernel").asText(),
                    json.path("process").asLong(),
                    json.path("processStart").asText());
            return new LockRecord(
                    id,
                    shared ? LockPurpose.SHARED : LockPurpose.EXCLUSIVE,
                    json.path("doing").asText(),
                    json.path("subject").asText(),
                    new LockOwner(
                            json.path("host").asText(),
                            process,
                            json.path("session").asText()),
                    json.path("taken").asText(),
                    json.path("beat").asLong());
        } catch (IOException e) {
            var nobody = new LockOwner("", new RunningProcess("", 0, ""), "");
            return new LockRecord(id, LockPurpose.EXCLUSIVE, "", "", nobody, "", 0);
        }
    }
}
