package io.dbguard.internal.place;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.CopyState;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.repository.Descriptor;
import io.dbguard.internal.repository.Notes;
import io.dbguard.internal.repository.Sha256;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the first place remembers of its copies, so that a lag shows without asking them: the backups up to which a copy
 * was brought, and those before that it lacks. Losing this loses no backup.
 */
public final class CopyRecords {
    private static final Logger LOG = LoggerFactory.getLogger(CopyRecords.class);
    private static final String FOLDER = "copies";
    private static final int NAME_LENGTH = 16;

    private final Storage first;
    private final Notes notes;

    /**
     * Creates the records.
     *
     * @param first the place that is copied
     */
    public CopyRecords(Storage first) {
        this.first = first;
        this.notes = new Notes(first);
    }

    /**
     * Remembers how far a copy has come.
     *
     * @param state the outcome of a copy
     */
    public void note(CopyState state) {
        try {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("place", state.place())
                    .put("tried", state.tried().toString())
                    .put("copied", state.copied())
                    .put("writtenBytes", state.writtenBytes())
                    .put("problem", state.problem());
            NavigableSet<BackupId> all = new TreeSet<>(present());
            json.put("upTo", all.isEmpty() ? "" : all.last().value());
            var lacking = json.putArray("lacking");
            state.lacking().forEach(id -> lacking.add(id.value()));
            notes.write(path(state.place()), json);
        } catch (IOException e) {
            LOG.warn("How far copies have come cannot be noted in {}: {}", first.describe(), IoReason.of(e));
        }
    }

    /** Returns what is known of all copies, with the backups that came since. */
    public List<CopyState> known() {
        List<CopyState> states = new ArrayList<>();
        try {
            Collection<BackupId> present = present();
            for (String path : first.list(FOLDER)) {
                read(path, present).ifPresent(states::add);
            }
        } catch (IOException e) {
            LOG.warn("What is known of copies cannot be read in {}: {}", first.describe(), IoReason.of(e));
        }
        return states;
    }

    /**
     * Returns what is known of a copy that did not answer: what it lacked before, and what came since.
     *
     * @param state the outcome of the attempt
     */
    CopyState asLastKnown(CopyState state) {
        return known().stream()
                .filter(known -> known.place().equals(state.place()))
                .findFirst()
                .map(known -> new CopyState(
                        state.place(),
                        state.tried(),
                        state.copied(),
                        state.writtenBytes(),
                        known.lacking(),
                        state.problem()))
                .orElse(state);
    }

    private Optional<CopyState> read(String path, Collection<BackupId> present) {
        return notes.read(path, json -> {
            var upTo = new BackupId(json.path("upTo").asText());
            var missing = new ArrayList<BackupId>();
            json.path("lacking").forEach(id -> missing.add(new BackupId(id.asText())));
            return new CopyState(
                    json.path("place").asText(),
                    Instant.parse(json.path("tried").asText()),
                    json.path("copied").asInt(),
                    json.path("writtenBytes").asLong(),
                    present.stream()
                            .filter(id -> id.compareTo(upTo) > 0 || missing.contains(id))
                            .toList(),
                    json.path("problem").asText());
        });
    }

    /** A place that does not say what it is has no backups that a copy could lack. */
    private Collection<BackupId> present() throws IOException {
        Optional<Descriptor> descriptor = new CheckedFiles(first).descriptor();
        return descriptor.isEmpty()
                ? List.of()
                : ManifestFiles.in(first, descriptor.get().paths()).keySet();
    }

    private static String path(String place) {
        String digest = Sha256.of(place.getBytes(StandardCharsets.UTF_8));
        return FOLDER + "/" + digest.substring(0, NAME_LENGTH) + ".json";
    }
}
