package io.dbguard.internal.repository;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.internal.sign.Signatures;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Remembers what the rows of a backup are known by, so that the next one need not read those again that have not changed.
 * What stands here becomes part of the next backup; so where manifests are signed, these notes are too, and they count only
 * as long as the repository has the recipients that it had. Losing them loses no backup; the next one then reads all rows.
 */
public final class PieceNotes {
    private final Notes notes;
    private final Descriptor descriptor;
    private final Signatures signatures;

    PieceNotes(Storage storage, Descriptor descriptor, Signatures signatures) {
        this.notes = new Notes(storage);
        this.descriptor = descriptor;
        this.signatures = signatures;
    }

    /**
     * Remembers.
     *
     * @param id the backup
     * @param known parts of it
     */
    public void write(BackupId id, KnownPieces known) {
        ArrayNode array = ManifestJson.MAPPER.valueToTree(
                known.pieces().stream().filter(this::maySay).toList());
        var note = ManifestJson.MAPPER.createObjectNode().put("repository", repository());
        note.set("pieces", array);
        known.mark().ifPresent(mark -> note.put("mark", mark));
        signatures
                .sign(content(id, array, known.mark().orElse("")))
                .ifPresent(signature -> note.put("signature", new String(signature, StandardCharsets.US_ASCII)));
        notes.write(RepositoryPaths.pieces(id), note);
    }

    /**
     * Returns what is remembered.
     *
     * @param id the backup
     */
    public Optional<KnownPieces> find(BackupId id) {
        return notes.read(RepositoryPaths.pieces(id), note -> read(id, note))
                .filter(known -> !known.pieces().isEmpty());
    }

    private KnownPieces read(BackupId id, JsonNode note) throws IOException {
        if (!note.path("repository").asText().equals(repository())) {
            return KnownPieces.NONE;
        }
        JsonNode array = note.path("pieces");
        String mark = note.path("mark").asText();
        byte[] signature = note.path("signature").asText().getBytes(StandardCharsets.US_ASCII);
        if (signatures.expected() && !signatures.isGood(content(id, array, mark), signature)) {
            throw new IOException("it is not signed");
        }
        List<PieceNote> pieces;
        try {
            pieces = ManifestJson.MAPPER.convertValue(array, new TypeReference<List<PieceNote>>() {});
        } catch (IllegalArgumentException e) {
            throw new IOException("it cannot be understood", e);
        }
        for (PieceNote piece : pieces) {
            for (Chunk chunk : piece.chunks()) {
                StoredBlob.checkName(chunk.blob());
            }
        }
        return new KnownPieces(pieces, mark.isEmpty() ? Optional.empty() : Optional.of(mark));
    }

    /** A digest of few rows may be guessed; such rows are read again. */
    private boolean maySay(PieceNote piece) {
        return descriptor.encryption().isEmpty()
                || piece.chunks().stream().allMatch(chunk -> chunk.rawBytes() >= ChunkKeys.SHORTEST);
    }

    /** Stands for the repository and who can read it. */
    private String repository() {
        return Sha256.of(descriptor.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** There is no line break in the pieces, so nothing of a mark can pass for one of them. */
    private byte[] content(BackupId id, JsonNode pieces, String mark) {
        String all = "pieces of " + id + " in " + repository() + "\n" + pieces;
        return (mark.isEmpty() ? all : all + "\n" + mark).getBytes(StandardCharsets.UTF_8);
    }
}
