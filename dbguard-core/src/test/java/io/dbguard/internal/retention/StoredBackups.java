package io.dbguard.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.Fingerprint;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.chunk.RawChunk;
import io.dbguard.internal.repository.KnownChunks;
import io.dbguard.internal.repository.Repository;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Stores backups of one table without a database. */
public final class StoredBackups {
    private final Repository repository;

    /** Stores in a repository. */
    public StoredBackups(Repository repository) {
        this.repository = repository;
    }

    /** Stores a backup with a chunk for each text. */
    BackupId store(String time, String... texts) {
        return store(Backups.header(time, "", BackupReason.MANUAL, "shop"), texts);
    }

    BackupId store(BackupHeader header, String... texts) {
        assertThat(repository.manifests().create(manifest(header, texts))).isTrue();
        return header.id();
    }

    /** Stores chunks and returns what a backup of them would say. */
    public Manifest manifest(String time, String... texts) {
        return manifest(Backups.header(time, "", BackupReason.MANUAL, "shop"), texts);
    }

    private Manifest manifest(BackupHeader header, String... texts) {
        var sum = new FingerprintSum();
        List<Chunk> chunks = new ArrayList<>();
        for (String text : texts) {
            byte[] row = (text + "\n").getBytes(StandardCharsets.UTF_8);
            sum.addAll(row);
            chunks.add(repository
                    .blobs()
                    .put(new RawChunk(row, row.length, 1), new KnownChunks())
                    .chunk());
        }
        var name = new TableName("public", "t");
        var object = new ObjectId("table", "public", "t");
        var table = new Table(name, object, List.of(new Column("a", "text")), List.of());
        Fingerprint fingerprint = sum.fingerprint();
        var content = new TableContent(table, texts.length, fingerprint, chunks);
        return new Manifest(header, new Schema(List.of(), List.of(table), List.of()), List.of(content), List.of());
    }
}
