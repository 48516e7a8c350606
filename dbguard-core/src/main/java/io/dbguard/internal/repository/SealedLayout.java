package io.dbguard.internal.repository;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.internal.seal.Sealing;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An encrypted manifest and beside it two plain files: the head, for the list of backups, and the names of the blobs, for
 * writers and for whoever clears up. Neither names a table or holds anything of a row.
 */
final class SealedLayout implements ManifestLayout {
    static final String HEAD = ".head";
    static final String BLOBS = ".blobs";
    private static final String SEALED_AWAY = "what this says is in the encrypted manifest";

    private final String manifest;
    private final Sealing sealing;
    private final ChunkKeys keys;

    SealedLayout(String manifestSuffix, Sealing sealing, ChunkKeys keys) {
        this.manifest = manifestSuffix;
        this.sealing = sealing;
        this.keys = keys;
    }

    @Override
    public List<String> suffixes() {
        return List.of(HEAD, BLOBS, manifest);
    }

    @Override
    public Map<String, byte[]> write(Manifest content) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(HEAD, ManifestJson.writeHead(head(content)));
        files.put(BLOBS, ManifestJson.writeBlobs(blobs(content)));
        files.put(manifest, sealing.seal(ManifestJson.write(content)));
        return files;
    }

    @Override
    public Manifest read(Files files) throws IOException {
        Manifest content = ManifestJson.read(sealing.open(files.get(manifest)));
        if (!withoutKey(head(content)).equals(withoutKey(readHead(files)))
                || !withoutKeys(blobs(content)).equals(withoutKeys(readBlobs(files)))) {
            throw new IOException("what stands beside it in plain says otherwise");
        }
        return content;
    }

    @Override
    public ManifestJson.Head readHead(Files files) throws IOException {
        return ManifestJson.readHead(files.get(HEAD));
    }

    @Override
    public List<StoredBlob> readBlobs(Files files) throws IOException {
        return ManifestJson.readBlobs(files.get(BLOBS));
    }

    @Override
    public KnownChunks newKnownChunks() {
        return new KnownChunks(keys::of);
    }

    /** Scope and warnings name tables. */
    private ManifestJson.Head head(Manifest content) {
        BackupHeader header = content.header();
        List<String> warnings =
                header.warnings().stream().map(SealedLayout::withoutNames).toList();
        return new ManifestJson.Head(with(header, keys.of(header.scope()), warnings), ManifestJson.Totals.of(content));
    }

    /** Like that of a chunk; what counts is whether the backup is one of everything. */
    private static ManifestJson.Head withoutKey(ManifestJson.Head head) {
        BackupHeader header = head.header();
        Scope scope = header.scope().everything() ? Scope.EVERYTHING : new Scope(List.of(), List.of(""), List.of());
        return new ManifestJson.Head(with(header, scope, header.warnings()), head.totals());
    }

    private static BackupHeader with(BackupHeader header, Scope scope, List<String> warnings) {
        return new BackupHeader(
                header.id(),
                header.parent(),
                header.time(),
                header.label(),
                header.reason(),
                header.writtenBy(),
                header.database(),
                scope,
                header.took(),
                warnings);
    }

    /** Whether it is an alarm is said. */
    private static String withoutNames(String warning) {
        return Stream.of(BackupHeader.SHRUNK, BackupHeader.MISSED)
                .filter(warning::startsWith)
                .findFirst()
                .map(alarm -> alarm + SEALED_AWAY)
                .orElse(SEALED_AWAY);
    }

    /** Keys matter to writers alone; to compare them would need the descriptor, which may be damaged. */
    private static List<Chunk> withoutKeys(List<StoredBlob> blobs) {
        return blobs.stream().map(blob -> blob.chunk("")).toList();
    }

    /** In the order of their names, which says nothing of the tables they belong to. */
    private List<StoredBlob> blobs(Manifest content) {
        var blobs = new TreeMap<String, StoredBlob>();
        content.tables().stream()
                .flatMap(table -> table.chunks().stream())
                .forEach(chunk -> blobs.put(chunk.blob(), StoredBlob.of(chunk, keys.of(chunk))));
        return List.copyOf(blobs.values());
    }
}
