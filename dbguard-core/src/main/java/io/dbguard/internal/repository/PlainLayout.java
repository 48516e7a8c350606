package io.dbguard.internal.repository;

import io.dbguard.api.manifest.Manifest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One file, which anybody can read. */
final class PlainLayout implements ManifestLayout {
    private static final String MANIFEST = ".json";

    @Override
    public List<String> suffixes() {
        return List.of(MANIFEST);
    }

    @Override
    public Map<String, byte[]> write(Manifest manifest) {
        return Map.of(MANIFEST, ManifestJson.write(manifest));
    }

    @Override
    public Manifest read(Files files) throws IOException {
        return ManifestJson.read(files.get(MANIFEST));
    }

    @Override
    public ManifestJson.Head readHead(Files files) throws IOException {
        return ManifestJson.readHead(files.get(MANIFEST));
    }

    @Override
    public List<StoredBlob> readBlobs(Files files) throws IOException {
        var blobs = new LinkedHashMap<String, StoredBlob>();
        read(files).tables().stream()
                .flatMap(table -> table.chunks().stream())
                .forEach(chunk -> blobs.put(chunk.blob(), StoredBlob.of(chunk, Optional.of(chunk.digest()))));
        return List.copyOf(blobs.values());
    }

    @Override
    public KnownChunks newKnownChunks() {
        return new KnownChunks();
    }
}
