package io.dbguard.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.event.AuditTrail;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.internal.storage.LocalStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    @TempDir
    Path folder;

    private AuditLog log;

    @BeforeEach
    void open() {
        log = new AuditLog(new LocalStorage(folder));
    }

    @Test
    void linesAreReadAsTheyWereWritten() throws IOException {
        GuardEvent first = event("a \"quoted\" name, ümläut,\nline two, \"sha256\":\"");
        GuardEvent second = event("second");
        log.add(first);
        log.add(second);

        AuditTrail trail = log.read();

        assertThat(trail.problems()).isEmpty();
        assertThat(trail.entries()).extracting(entry -> entry.event()).containsExactly(first, second);
        assertThat(trail.entries()).extracting(entry -> entry.number()).containsExactly(1L, 2L);
    }

    @Test
    void anEmptyLogIsWhole() throws IOException {
        assertThat(log.read()).isEqualTo(new AuditTrail(List.of(), List.of()));
    }

    @Test
    void manyWritersMakeOneChain() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Void>> writers = new ArrayList<>();
        IntStream.range(0, 8)
                .forEach(writer -> writers.add(() -> {
                    var own = new AuditLog(new LocalStorage(folder));
                    for (int i = 0; i < 10; i++) {
                        own.add(event(writer + "/" + i));
                    }
                    return null;
                }));
        for (var done : threads.invokeAll(writers)) {
            done.get();
        }
        threads.shutdown();

        AuditTrail trail = log.read();

        assertThat(trail.problems()).isEmpty();
        assertThat(trail.entries())
                .extracting(entry -> entry.number())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 80).boxed().toList());
    }

    @Test
    void aFullFileIsFollowedByAnother() throws IOException {
        for (int i = 0; i < 6; i++) {
            log.add(event("x".repeat(100 * 1024)));
        }

        assertThat(log.read().problems()).isEmpty();
        assertThat(log.read().entries()).hasSize(6);
        assertThat(files()).hasSize(2);
    }

    @Test
    void aChangedLineShows() throws IOException {
        write(3);
        Path file = files().get(0);
        Files.writeString(file, Files.readString(file).replace("event 2", "event 9"));

        assertThat(log.read().problems()).singleElement().asString().contains(":2: ", "it was changed");
        assertThat(log.read().entries()).hasSize(2);
    }

    @Test
    void aRemovedLineShows() throws IOException {
        write(4);
        remove(1);

        assertThat(log.read().problems()).singleElement().asString().contains("a line is missing");
    }

    @Test
    void aRemovedFirstLineShows() throws IOException {
        write(2);
        remove(0);

        assertThat(log.read().problems()).singleElement().asString().contains("a line is missing");
    }

    @Test
    void theNewestLinesAreMissedIfOneWasABackups() throws IOException {
        write(1);
        String known = "2026-11-21T10-15-30.123Z";
        String later = "2026-11-21T11-00-00.000Z";

        assertThat(log.read(List.of("2026-01-01T00-00-00.000Z", known)).problems())
                .isEmpty();
        assertThat(log.read(List.of(known, later)).problems()).containsExactly("backup " + later + " has no line");
    }

    @Test
    void aFileWithoutLinesShows() throws IOException {
        write(2);
        Files.write(files().get(0), new byte[0]);

        assertThat(log.read().problems()).singleElement().asString().contains("all its lines are missing");
    }

    @Test
    void aLineThatWasWrittenAnewShows() throws IOException {
        write(3);
        Path file = files().get(0);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        AuditLine second = AuditLine.read(lines.get(1));
        var forged = new io.dbguard.api.event.AuditEntry(2, event("forged"), "", "", 0);
        lines.set(1, new String(AuditLine.write(forged, second.previous()), StandardCharsets.UTF_8).strip());
        Files.write(file, lines);

        assertThat(log.read().problems()).singleElement().asString().contains(":3: ", "the line before it");
    }

    @Test
    void theLogGoesOnAfterADamagedLine() throws IOException {
        write(2);
        Path file = files().get(0);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 20));
        log.add(event("after"));

        AuditTrail trail = log.read();

        assertThat(trail.problems()).singleElement().asString().contains(":2: ");
        assertThat(trail.entries()).extracting(entry -> entry.number()).containsExactly(1L, 3L);
    }

    private void write(int lines) throws IOException {
        for (int i = 1; i <= lines; i++) {
            log.add(event("event " + i));
        }
    }

    private void remove(int line) throws IOException {
        Path file = files().get(0);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(line);
        Files.write(file, lines);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder.resolve("audit"))) {
            return files.sorted().toList();
        }
    }

    private static GuardEvent event(String words) {
        return new GuardEvent(
                Instant.parse("2026-11-21T10:15:30.123Z"),
                EventKind.BACKUP,
                "shop",
                "2026-11-21T10-15-30.123Z",
                words,
                Map.of("rows", "12"));
    }
}
