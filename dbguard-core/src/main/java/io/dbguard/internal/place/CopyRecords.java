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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
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
     * Remembers how far a copy has come. Of the backups that came while it was brought up to date nobody knows whether it has
     * them, so they count as lacking until somebody looks again.
     *
     * @param state the outcome of a copy
     * @param seen the backups that the outcome is about
     * @return the outcome as it was
     */
    CopyState note(CopyState state, Set<BackupId> seen) {
        try {
            Collection<BackupId> present = present();
            write(state, present, id -> state.lacking().contains(id) || !seen.contains(id));
        } catch (IOException e) {
            LOG.warn("How far copies have come cannot be noted in {}: {}", first.describe(), IoReason.of(e));
        }
        return state;
    }

    /**
     * Remembers that a copy did not answer.
     *
     * @param state the outcome of the attempt
     * @return what is known of the copy: what it lacked before, and what came since
     */
    CopyState noteUnreached(CopyState state) {
        try {
            Collection<BackupId> present = present();
            CopyState known = asLastKnown(state, present);
            write(known, present, known.lacking()::contains);
            return known;
        } catch (IOException e) {
            LOG.warn("How far copies have come cannot be noted in {}: {}", first.describe(), IoReason.of(e));
            return state;
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

    private void write(CopyState state, Collection<BackupId> present, Predicate<BackupId> isLacking) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("place", state.place())
                .put("tried", state.tried().toString())
                .put("copied", state.copied())
                .put("writtenBytes", state.writtenBytes())
                .put("problem", state.problem());
        NavigableSet<BackupId> all = new TreeSet<>(present);
        json.put("upTo", all.isEmpty() ? "" : all.last().value());
        var lacking = json.putArray("lacking");
        all.stream().filter(isLacking).forEach(id -> lacking.add(id.value()));
        notes.write(path(state.place()), json);
    }

    /** A copy of which nothing is known has nothing, as far as anybody knows. */
    private CopyState asLastKnown(CopyState state, Collection<BackupId> present) {
        List<BackupId> lacking = read(path(state.place()), present)
                .map(CopyState::lacking)
                .orElseGet(() -> present.stream().sorted().toList());
        return new CopyState(
                state.place(), state.tried(), state.copied(), state.writtenBytes(), lacking, state.problem());
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
