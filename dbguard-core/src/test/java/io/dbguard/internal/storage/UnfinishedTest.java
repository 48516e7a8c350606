package io.dbguard.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnfinishedTest {
    private static final Path FOLDER = Path.of("repository", "lost+found");

    private final Unfinished unfinished = new Unfinished(FileTime.from(Instant.now()), Duration.ofDays(1));

    @Test
    void whatMayNotBeReadOrIsGoneIsPassedOver() throws IOException {
        assertThat(unfinished.visitFileFailed(FOLDER, new AccessDeniedException("lost+found")))
                .isEqualTo(FileVisitResult.CONTINUE);
        assertThat(unfinished.visitFileFailed(FOLDER, new NoSuchFileException("lost+found")))
                .isEqualTo(FileVisitResult.CONTINUE);
    }

    @Test
    void aDiskThatFailsIsNot() {
        var failing = new FileSystemException("lost+found", null, "Input/output error");
        assertThatThrownBy(() -> unfinished.visitFileFailed(FOLDER, failing)).isSameAs(failing);
    }
}
