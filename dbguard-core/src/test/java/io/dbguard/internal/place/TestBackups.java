package io.dbguard.internal.place;

import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.ProgressListener;
import io.dbguard.api.report.Verification;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.chunk.RawChunk;
import io.dbguard.internal.repository.KnownChunks;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.internal.verify.VerifyJob;
import io.dbguard.spi.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Backups of one table, without a database. */
public final class TestBackups {
    /** Where things are in a plain repository. */
    static final RepositoryPaths PLAIN = new RepositoryPaths("manifests", "");

    private static final TableName TABLE = new TableName("public", "t");

    private TestBackups() {}

    /** The id of a backup that was taken on a day of January. */
    public static BackupId id(int day) {
        return new BackupId(String.format("2026-01-%02dT00-00-00.000Z", day));
    }

    /** Stores a backup, each chunk of which holds one row. */
    public static Manifest store(Storage place, int day, String... rows) {
        return store(place, RepositoryKeys.NONE, day, rows);
    }

    /** Stores a backup, each chunk of which holds one row, for those who have the keys. */
    static Manifest store(Storage place, RepositoryKeys keys, int day, String... rows) {
        Repository repository = Repository.openOrCreate(place, keys);
        var sum = new FingerprintSum();
        List<Chunk> chunks = new ArrayList<>();
        for (String row : rows) {
            byte[] line = (row + "\n").getBytes(StandardCharsets.UTF_8);
            sum.addAll(line);
            chunks.add(repository
                    .blobs()
                    .put(new RawChunk(line, line.length, 1), new KnownChunks())
                    .chunk());
        }
        Manifest manifest = manifest(day, new TableContent(table(), sum.rows(), sum.fingerprint(), chunks));
        if (!repository.manifests().create(manifest)) {
            throw new AssertionError("There is a backup of that day");
        }
        return manifest;
    }

    public static Manifest manifest(int day, TableContent... contents) {
        var header = new BackupHeader(
                id(day),
                Optional.empty(),
                Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(day - 1)),
                "",
                BackupReason.MANUAL,
                "0",
                new DatabaseInfo("h2", "2", "shop", "1"),
                Scope.EVERYTHING,
                Duration.ofSeconds(1),
                List.of());
        List<Table> tables = Arrays.stream(contents).map(TableContent::table).toList();
        return new Manifest(header, new Schema(List.of(), tables, List.of()), List.of(contents), List.of());
    }

    private static Table table() {
        return new Table(TABLE, new ObjectId("table", "public", "t"), List.of(new Column("a", "varchar")), List.of());
    }

    /** Returns where the blobs of a backup are. */
    public static List<String> blobs(Manifest manifest) {
        return manifest.tables().stream()
                .flatMap(content -> content.chunks().stream())
                .map(chunk -> PLAIN.blob(chunk.blob()))
                .toList();
    }

    /** Reads a backup from end to end. */
    static boolean isIntact(Storage place, int day) {
        return isIntact(place, RepositoryKeys.NONE, day);
    }

    /** Reads a backup from end to end. */
    static boolean isIntact(Storage place, RepositoryKeys keys, int day) {
        return new VerifyJob(Repository.open(place, keys), id(day), ProgressListener.NONE).run()
                instanceof Verification.Intact;
    }
}
