package io.dbguard.internal.backup;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.BuildVersion;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.repository.BackupTimes;
import io.dbguard.internal.repository.KnownPieces;
import io.dbguard.internal.repository.PieceNote;
import io.dbguard.internal.repository.Sha256;
import io.dbguard.spi.database.PieceReader;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.TablePiece;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of pieces of tables from earlier backups: a piece with the same key has the same rows, and so has one in the same
 * place that the database says nobody has written to. Every piece is read
 * again now and then all the same. If it then has other rows than its key says, something changes rows in a way that nobody
 * has thought of: that is an alarm, and nothing is taken from memory any more. Thread-safe.
 */
final class PieceMemory {
    private static final Logger LOG = LoggerFactory.getLogger(PieceMemory.class);

    /** So long a piece may be taken from memory before it is read again. */
    static final Duration TRUST = Duration.ofDays(7);

    private final Map<TableName, String> identities;
    private final Map<String, PieceNote> notes;
    private final Map<String, PieceNote> places;
    private final Optional<String> mark;
    private final Instant now;
    private final SortedMap<String, Instant> missed = new TreeMap<>();
    private volatile Set<TablePiece> untouched = Set.of();

    /**
     * Creates a memory.
     *
     * @param identities what stands for each table; no other is taken from memory
     * @param known what is known
     * @param now the time of the backup
     */
    PieceMemory(Map<TableName, String> identities, KnownPieces known, Instant now) {
        this.identities = identities;
        this.notes = by(PieceNote::key, known);
        this.places = by(PieceNote::place, known);
        this.mark = known.mark();
        this.now = now;
    }

    private static Map<String, PieceNote> by(Function<PieceNote, String> name, KnownPieces known) {
        return known.pieces().stream().collect(Collectors.toMap(name, Function.identity(), (one, other) -> other));
    }

    /** Remembers nothing and is not to remember anything. */
    static PieceMemory none() {
        return new PieceMemory(Map.of(), KnownPieces.NONE, Instant.EPOCH);
    }

    Instant now() {
        return now;
    }

    /** Returns the mark of the backup from which all is known. */
    Optional<String> mark() {
        return mark;
    }

    /** Finds out which pieces need not even be asked for. Those that are read again are among them: that tests the account of writes. */
    void lookAtWrites(Snapshot snapshot, List<TablePiece> pieces) {
        List<TablePiece> known =
                pieces.stream().filter(piece -> at(piece).isPresent()).toList();
        if (mark.isPresent() && !known.isEmpty()) {
            untouched = Set.copyOf(snapshot.untouched(known, mark.get()));
        }
    }

    /** Returns what is known of a piece that nobody has written to since. */
    Optional<PieceNote> untouched(TablePiece piece) {
        return untouched.contains(piece) ? at(piece) : Optional.empty();
    }

    private Optional<PieceNote> at(TablePiece piece) {
        String identity = identities.get(piece.table().name());
        return identity == null ? Optional.empty() : Optional.ofNullable(places.get(place(piece, identity)));
    }

    /** Asks for what pieces of one table are known by; those that have to be read in any case are not there. */
    Map<TablePiece, Known> keys(List<TablePiece> pieces, PieceReader reader) {
        if (pieces.isEmpty()) {
            return Map.of();
        }
        String identity = identities.get(pieces.get(0).table().name());
        Map<TablePiece, Known> keys = new HashMap<>();
        if (identity != null) {
            reader.stamps(pieces).forEach((piece, stamp) -> {
                String place = place(piece, identity);
                keys.put(piece, new Known(place, digest(place + "\n" + stamp)));
            });
        }
        return keys;
    }

    /**
     * What a piece is known by.
     *
     * @param place where it is, and how it is written
     * @param key the same, and what makes its rows the same
     */
    record Known(String place, String key) {}

    /** Another version may write rows in another way. */
    private static String place(TablePiece piece, String identity) {
        return digest(String.join(
                "\n",
                BuildVersion.current(),
                piece.table().name().toString(),
                piece.table().columns().toString(),
                identity,
                piece.from() + " " + piece.to()));
    }

    private static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what is known under a key. */
    Optional<PieceNote> find(String key) {
        return Optional.ofNullable(notes.get(key));
    }

    /** Returns whether a piece may be taken as it is known. */
    boolean isTrusted(PieceNote note) {
        return !isDoubtful()
                && Duration.between(note.read(), now).compareTo(TRUST) < 0
                && !BackupTimes.isFromTheFuture(note.read(), now);
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
