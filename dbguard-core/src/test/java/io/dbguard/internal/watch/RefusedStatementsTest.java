package io.dbguard.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.event.GuardEvent;
import io.dbguard.api.write.StatementKind;
import io.dbguard.internal.audit.AuditLog;
import io.dbguard.internal.event.Events;
import io.dbguard.internal.storage.LocalStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same statement, refused again and again, is told twice: at once, and as a sum. */
class RefusedStatementsTest {
    private static final Danger TRUNCATE = new Danger(StatementKind.TRUNCATE, "TRUNCATE", List.of("t"), false);
    private static final Danger DELETE = new Danger(StatementKind.DELETE_ALL, "DELETE FROM", List.of("t"), false);

    @TempDir
    Path folder;

    private final List<GuardEvent> told = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private AuditLog log;
    private RefusedStatements refused;

    @BeforeEach
    void create() {
        var storage = new LocalStorage(folder);
        log = new AuditLog(storage);
        refused = new RefusedStatements(new Events(() -> storage, List.of(told::add)), later::add);
    }

    private List<String> words() {
        return told.stream().map(GuardEvent::words).toList();
    }

    private void minuteIsOver() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void theFirstIsToldAtOnceAndTheRestAsASum() throws Exception {
        for (int i = 0; i < 1000; i++) {
            refused.add(TRUNCATE);
        }
        refused.add(DELETE);
        assertThat(words()).hasSize(2);
        minuteIsOver();
        assertThat(words())
                .hasSize(3)
                .last()
                .asString()
                .contains("refused a statement of the application 999 times more: TRUNCATE t");
        assertThat(told.get(2).details()).containsEntry("times", "999").containsEntry("kind", "TRUNCATE");
        assertThat(log.read().entries()).hasSize(3);
    }

    @Test
    void afterAMinuteTheNextOneIsToldAtOnceAgain() {
        refused.add(TRUNCATE);
        minuteIsOver();
        refused.add(TRUNCATE);
        assertThat(words()).hasSize(2).allMatch(words -> !words.contains("more"));
    }

    @Test
    void nothingIsLostAtTheEnd() {
        refused.add(TRUNCATE);
        refused.add(TRUNCATE);
        refused.close();
        refused.close();
        minuteIsOver();
        assertThat(words()).hasSize(2).last().asString().contains("1 times more");
        refused.add(TRUNCATE);
        assertThat(words()).hasSize(3);
    }

    @Test
    void eachOneIsCountedAlsoFromManyThreads() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        var done = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            threads.execute(() -> {
                for (int j = 0; j < 500; j++) {
                    refused.add(TRUNCATE);
                }
                done.countDown();
            });
        }
        done.await();
        threads.shutdown();
        refused.close();
        assertThat(words()).hasSize(2).last().asString().contains("3999 times more");
    }
}
