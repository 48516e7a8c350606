package io.dbguard.internal.backup;

import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.DatabaseProvider;
import io.dbguard.spi.database.Restorer;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.RowSource;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.TablePiece;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One table in pieces, each of which says that it has changed when the test tells it to; so does an account of what was written. */
final class StampedDatabase implements DatabaseProvider {
    private static final ObjectId ID = new ObjectId(ObjectKinds.TABLE, "main", "t");
    private static final Table TABLE =
            new Table(new TableName("main", "t"), ID, List.of(new Column("v", "text")), List.of());

    private final Map<Long, Piece> pieces = new TreeMap<>();
    private final List<Long> read = new ArrayList<>();
    private final List<Long> asked = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();
    private Set<Long> untouched = Set.of();
    private String identity = "as ever";
    private @Nullable Error error;

    private record Piece(String stamp, String rows) {}

    void put(long number, String stamp, String rows) {
        pieces.put(number, new Piece(stamp, rows));
    }

    /** Empty for a database that cannot say. */
    void identity(String now) {
        identity = now;
    }

    /** Lets it fail as a class that is not there does. */
    void failWith(Error now) {
        error = now;
    }

    /** Says of some pieces that nobody has written to them since the last mark. */
    void untouched(Long... now) {
        untouched = Set.of(now);
    }

    /** Returns the marks that were asked about, or built upon. */
    List<String> marks() {
        return marks;
    }

    /** Returns for which pieces it was asked what they are known by. */
    List<Long> asked() {
        return asked;
    }

    /** Returns which pieces were read, in that order. */
    List<Long> read() {
        return read;
    }

    /** Returns all rows. */
    String rows() {
        var all = new StringBuilder();
        pieces.values().forEach(piece -> all.append(piece.rows));
        return all.toString();
    }

    @Override
    public String name() {
        return "stamped";
    }

    @Override
    public boolean supports(DatabaseMetaData other) {
        return false;
    }

    @Override
    public Snapshot openSnapshot(DataSource dataSource, AccessOptions options) {
        if (error != null) {
            throw error;
        }
        return new Session();
    }

    @Override
    public Restorer openRestorer(DataSource dataSource, AccessOptions options) {
        throw new UnsupportedOperationException("This database is only read");
    }

    @Override
    public void writeScript(Manifest manifest, Function<TableContent, RowSource> rows, OutputStream script) {
        throw new UnsupportedOperationException("This database has no language");
    }

    private final class Session implements Snapshot {
        @Override
        public DatabaseInfo database() {
            return new DatabaseInfo("stamped", "1", "test", "test");
        }

        @Override
        public Schema schema() {
            return new Schema(List.of(), List.of(TABLE), List.of());
        }

        @Override
        public List<SequenceState> sequences() {
            return List.of();
        }

        @Override
        public List<TablePiece> pieces(List<Table> tables) {
            return pieces.keySet().stream()
                    .map(number -> new TablePiece(TABLE, number, number + 1, 1))
                    .toList();
        }

        @Override
        public Map<TableName, String> identities() {
            return identity.isEmpty() ? Map.of() : Map.of(TABLE.name(), identity);
        }

        @Override
        public Map<TablePiece, String> stamps(List<TablePiece> some) {
            some.forEach(piece -> asked.add(piece.from()));
            return some.stream().collect(Collectors.toMap(piece -> piece, piece -> pieces.get(piece.from()).stamp));
        }

        @Override
        public Optional<String> mark(Optional<String> before) {
            return Optional.of(before.orElse("") + "|");
        }

        @Override
        public Set<TablePiece> untouched(List<TablePiece> some, String mark) {
            marks.add(mark);
            return some.stream()
                    .filter(piece -> untouched.contains(piece.from()))
                    .collect(Collectors.toSet());
        }

        @Override
        public void read(TablePiece piece, RowSink sink) {
            read.add(piece.from());
            for (String row : pieces.get(piece.from()).rows.split("(?<=\n)")) {
                byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
                sink.rows(bytes, 0, bytes.length, 1);
            }
        }

        @Override
        public void readRows(Table table, RowSink sink) {
            throw new UnsupportedOperationException("This table is read in pieces");
        }

        @Override
        public void close() {
            // There is nothing to give back.
        }
    }
}
