package io.dbguard.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Fingerprint;
import io.dbguard.chaos.memory.MemoryStorage;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PieceNotesTest {
    private static final BackupId ID = new BackupId("20261122-100000-000");

    private final MemoryStorage storage = new MemoryStorage();

    private static KnownPieces known(Optional<String> mark) {
        var fingerprint = new Fingerprint("0".repeat(32));
        return new KnownPieces(List.of(new PieceNote("p", "k", Instant.EPOCH, 0, fingerprint, List.of())), mark);
    }

    private void change(String field, String value) {
        String path = RepositoryPaths.pieces(ID);
        ObjectNode note = new Notes(storage)
                .<ObjectNode>read(path, json -> json.deepCopy())
                .orElseThrow();
        note.remove("sha256");
        new Notes(storage).write(path, note.put(field, value));
    }

    @Test
    void theMarkIsReadAsItWasWritten() {
        PieceNotes notes = Repository.openOrCreate(storage, RepositoryKeys.NONE).pieceNotes();
        notes.write(ID, known(Optional.of("1 1000 - 10:10: era")));
        assertThat(notes.find(ID)).contains(known(Optional.of("1 1000 - 10:10: era")));
        notes.write(ID, known(Optional.empty()));
        assertThat(notes.find(ID)).contains(known(Optional.empty()));
    }

    @Test
    void whereBackupsAreSignedTheMarkIsToo() throws Exception {
        var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        PieceNotes notes = Repository.openOrCreate(storage, RepositoryKeys.NONE.signWith(key))
                .pieceNotes();
        for (Optional<String> mark : List.of(Optional.of("one"), Optional.<String>empty())) {
            notes.write(ID, known(mark));
            change("more", "that nobody reads");
            assertThat(notes.find(ID)).contains(known(mark));
            change("mark", "another");
            assertThat(notes.find(ID)).isEmpty();
        }
    }
}
