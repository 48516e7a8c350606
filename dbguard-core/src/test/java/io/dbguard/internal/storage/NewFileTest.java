package io.dbguard.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {
    @TempDir
    Path folder;

    @Test
    void theNameAppearsWhenTheFileIsComplete() throws IOException {
        Path file = folder.resolve("a.sql");

        NewFile.write(file, out -> {
            out.write("content".getBytes());
            out.flush();
            assertThat(file).doesNotExist();
        });

        assertThat(file).hasContent("content");
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(folder.toFile().list()).containsExactly("a.sql");
    }

    @Test
    void aFailureLeavesNothing() {
        assertThatThrownBy(() -> NewFile.write(folder.resolve("a.sql"), out -> {
                    out.write(1);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("No space left on device");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anExistingFileIsNotOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("a.sql"), "before");

        assertThatThrownBy(() -> NewFile.write(file, out -> out.write(1))).isInstanceOf(RequestException.class);

        assertThat(file).hasContent("before");
    }

    @Test
    void aMissingFolderIsNamedAsTheReason() {
        assertThatThrownBy(() -> NewFile.write(folder.resolve("missing/a.sql"), out -> {}))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("it does not exist");
    }
}
