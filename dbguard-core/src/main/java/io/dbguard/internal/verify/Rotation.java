package io.dbguard.internal.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.repository.Notes;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whose turn it is to be read. A blob belongs to a share by the first digits of its name, so that nothing needs to be
 * remembered of single blobs: only when each share was last read, and in how many runs, one after the other, each backup was
 * read. Losing this loses no backup.
 */
final class Rotation {
    private static final String PATH = "verified/rotation.json";
    private static final int DIGITS = 8;
    private static final int HEXADECIMAL = 16;

    private final int next;
    private final List<Optional<Instant>> read;
    private final Map<String, Integer> seen;

    private Rotation(int next, List<Optional<Instant>> read, Map<String, Integer> seen) {
        this.next = next;
        this.read = List.copyOf(read);
        this.seen = Map.copyOf(seen);
    }

    /** Goes on where the last run stopped, or begins anew if there are to be as many shares for the first time. */
    static Rotation load(Storage storage, int shares) {
        return new Notes(storage)
                .read(PATH, Rotation::parse)
                .filter(rotation -> rotation.shares() == shares)
                .orElseGet(() -> new Rotation(0, Collections.nCopies(shares, Optional.empty()), Map.of()));
    }

    private static Rotation parse(JsonNode json) throws IOException {
        List<Optional<Instant>> read = new ArrayList<>();
        json.path("shares")
                .forEach(share ->
                        read.add(share.isNull() ? Optional.empty() : Optional.of(Instant.parse(share.asText()))));
        if (read.isEmpty()) {
            throw new IOException("it names no shares");
        }
        Map<String, Integer> seen = new HashMap<>();
        json.path("seen")
                .properties()
                .forEach(backup -> seen.put(backup.getKey(), backup.getValue().asInt()));
        return new Rotation(Math.floorMod(json.path("next").asInt(), read.size()), read, seen);
    }

    void save(Storage storage) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("next", next);
        var shares = json.putArray("shares");
        read.forEach(share -> share.ifPresentOrElse(time -> shares.add(time.toString()), shares::addNull));
        ObjectNode backups = json.putObject("seen");
        new TreeMap<>(seen).forEach(backups::put);
        new Notes(storage).write(PATH, json);
    }

    /**
     * Returns the rotation after the share whose turn it was has been read.
     *
     * @param when when that began
     * @param there the backups whose blobs were read
     */
    Rotation advanced(Instant when, List<BackupId> there) {
        List<Optional<Instant>> times = new ArrayList<>(read);
        times.set(next, Optional.of(when));
        Map<String, Integer> runs = new HashMap<>();
        there.forEach(id -> runs.put(id.value(), Math.min(shares(), 1 + seen.getOrDefault(id.value(), 0))));
        return new Rotation((next + 1) % read.size(), times, runs);
    }

    /** Returns the share whose turn it is, from 0 on. */
    int next() {
        return next;
    }

    int shares() {
        return read.size();
    }

    boolean isNext(String blob) {
        return shareOf(blob) == next;
    }

    /**
     * Returns when the share of a blob was last read, if that was for the sake of this backup too: clocks do not tell whether
     * it was there already.
     */
    Optional<Instant> lastRead(String blob, BackupId backup) {
        int share = shareOf(blob);
        int runsAgo = Math.floorMod(next - 1 - share, shares());
        return runsAgo < seen.getOrDefault(backup.value(), 0) ? read.get(share) : Optional.empty();
    }

    private int shareOf(String blob) {
        long first = Long.parseLong(blob.substring(0, DIGITS), HEXADECIMAL);
        return (int) ((first * read.size()) >>> Integer.SIZE);
    }
}
