package io.dbguard.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.event.EventKind;
import io.dbguard.internal.event.Happenings;
import io.dbguard.internal.storage.LocalStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy keeps what was in the log, and shows what is gone from it. */
class FollowedLogTest {
    @TempDir
    Path folder;

    private AuditLog log;
    private FollowedLog followed;

    @BeforeEach
    void begin() throws IOException {
        var origin = new LocalStorage(folder.resolve("first"));
        log = new AuditLog(origin);
        followed = new FollowedLog(new LocalStorage(folder.resolve("copy")), origin);
        add(3);
    }

    private void add(int lines) throws IOException {
        for (int i = 0; i < lines; i++) {
            log.add(Happenings.of(EventKind.CHECK, "shop", "", "x".repeat(20_000), Map.of()));
        }
    }

    private List<Path> segments(String place) throws IOException {
        try (var files = Files.list(folder.resolve(place))) {
            return files.sorted().toList();
        }
    }

    @Test
    void followsThroughSeveralFiles() throws IOException {
        for (int i = 0; i < 4; i++) {
            assertThat(followed.follow()).isEmpty();
            add(10);
        }
        assertThat(followed.follow()).isEmpty();
        assertThat(followed.missing()).isEmpty();
        List<Path> there = segments("copy/audit-of-origin");
        assertThat(there).hasSizeGreaterThan(2).hasSameSizeAs(segments("first/audit"));
        for (int i = 0; i < there.size(); i++) {
            assertThat(there.get(i))
                    .hasSameBinaryContentAs(segments("first/audit").get(i));
        }
    }

    @Test
    void whatTheLogGainedSinceIsNoProblem() throws IOException {
        followed.follow();
        add(40);
        assertThat(followed.missing()).isEmpty();
    }

    @Test
    void linesThatAreCutOffAreCountedAndKept() throws IOException {
        followed.follow();
        Path segment = segments("first/audit").get(0);
        List<String> lines = Files.readAllLines(segment);
        Files.write(segment, lines.subList(0, 1));
        assertThat(followed.missing()).singleElement().asString().contains("its last 2 lines are missing");
        add(9);
        assertThat(followed.follow()).singleElement().asString().contains("lines are not what they are");
        assertThat(Files.readAllLines(segments("copy/audit-of-origin").get(0))).isEqualTo(lines);
    }

    @Test
    void aWholeFileThatIsGoneIsMissed() throws IOException {
        add(30);
        followed.follow();
        List<Path> segments = segments("first/audit");
        Files.delete(segments.get(segments.size() - 1));
        assertThat(followed.missing()).singleElement().asString().contains("lines are missing");
    }

    @Test
    void aChangedLineIsSeen() throws IOException {
        followed.follow();
        Path segment = segments("first/audit").get(0);
        Files.writeString(
                segment, Files.readString(segment, StandardCharsets.UTF_8).replace("shop", "stop"));
        assertThat(followed.follow()).hasSize(1);
    }
}
