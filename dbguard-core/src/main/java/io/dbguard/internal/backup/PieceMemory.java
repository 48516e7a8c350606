package io.dbguard.internal.backup;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.BuildVersion;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.repository.PieceNote;
import io.dbguard.internal.repository.Sha256;
import io.dbguard.spi.database.PieceReader;
import io.dbguard.spi.database.TablePiece;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of pieces of tables from earlier backups: a piece with the same key has the same rows. Every piece is read
 * again now and then all the same. If it then has other rows than its key says, something changes rows in a way that nobody
 * has thought of: that is an alarm, and nothing is taken from memory any more. Thread-safe.
 */
final class PieceMemory {
    private static final Logger LOG = LoggerFactory.getLogger(PieceMemory.class);

    /** So long a piece may be taken from memory before it is read again. */
    static final Duration TRUST = Duration.ofDays(7);

    private final Map<TableName, String> identities;
    private final Map<String, PieceNote> notes;
    private final Instant now;
    private final SortedMap<String, Instant> missed = new TreeMap<>();

    /**
     * Creates a memory.
     *
     * @param identities what stands for each table; no other is taken from memory
     * @param notes what is known
     * @param now the time of the backup
     */
    PieceMemory(Map<TableName, String> identities, List<PieceNote> notes, Instant now) {
        this.identities = identities;
        this.notes =
                notes.stream().collect(Collectors.toMap(PieceNote::key, Function.identity(), (one, other) -> other));
        this.now = now;
    }

    /** Remembers nothing and is not to remember anything. */
    static PieceMemory none() {
        return new PieceMemory(Map.of(), List.of(), Instant.EPOCH);
    }

    Instant now() {
        return now;
    }

    /** Asks for what pieces of one table are known by; those that have to be read in any case are not there. */
    Map<TablePiece, String> keys(List<TablePiece> pieces, PieceReader reader) {
        String identity = identities.get(pieces.get(0).table().name());
        Map<TablePiece, String> keys = new HashMap<>();
        if (identity != null) {
            reader.stamps(pieces).forEach((piece, stamp) -> keys.put(piece, key(piece, identity, stamp)));
        }
        return keys;
    }

    /** Another version may write rows in another way. */
    private static String key(TablePiece piece, String identity, String stamp) {
        String all = String.join(
                "\n",
                BuildVersion.current(),
                piece.table().name().toString(),
                piece.table().columns().toString(),
                identity,
                piece.from() + " " + piece.to(),
                stamp);
        return Sha256.of(all.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what is known under a key. */
    Optional<PieceNote> find(String key) {
        return Optional.ofNullable(notes.get(key));
    }

    /** Returns whether a piece may be taken as it is known. */
    boolean isTrusted(PieceNote note) {
        return !isDoubtful() && Duration.between(note.read(), now).compareTo(TRUST) < 0;
    }

    /** Compares what is known with what was read. */
    void compare(TablePiece piece, PieceNote known, FingerprintSum read) {
        if (known.rows() != read.rows() || !known.fingerprint().equals(read.fingerprint())) {
            String table = piece.table().name().toString();
            LOG.error(
                    "Rows of {} have changed since {}, and nothing had shown it; all rows are read again",
                    table,
                    known.read());
            synchronized (missed) {
                missed.merge(table, known.read(), (one, other) -> one.isBefore(other) ? one : other);
            }
        }
    }

    /** Returns whether a change was missed. */
    boolean isDoubtful() {
        synchronized (missed) {
            return !missed.isEmpty();
        }
    }

    /** Returns what was missed. */
    List<String> alarms() {
        synchronized (missed) {
            return missed.entrySet().stream()
                    .map(table -> BackupHeader.MISSED + "rows of " + table.getKey()
                            + " have changed unseen; what was backed up with onlyIfChanged since " + table.getValue()
                            + " may lack that, this backup does not")
                    .toList();
        }
    }
}
