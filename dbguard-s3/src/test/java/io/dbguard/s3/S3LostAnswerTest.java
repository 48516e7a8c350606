package io.dbguard.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.s3.testing.Recorded;
import io.dbguard.s3.testing.RecordingProxy.Answer;
import io.dbguard.s3.testing.RecordingProxy.Forward;
import io.dbguard.s3.testing.RecordingProxy.Harm;
import io.dbguard.s3.testing.TestBucket;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conditional writes when the line or the store fails at the worst moment. */
class S3LostAnswerTest {
    private TestBucket bucket;
    private Storage storage;

    @BeforeEach
    void newBucket() throws IOException {
        bucket = new TestBucket();
        storage = bucket.open(bucket.builder());
        storage.create("held", bytes("old"));
        storage.replaceIfUnchanged("held", bytes("nothing"), bytes("x"));
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Lets the first conditional write through to the store and then does something instead of its answer. */
    private void onFirstWrite(Harm harm) {
        var writes = new AtomicInteger();
        bucket.proxy()
                .harm((request, onward) -> request.isConditional() && writes.getAndIncrement() == 0
                        ? harm.to(request, onward)
                        : onward.get());
    }

    private static Answer lost(Recorded request, Forward onward) throws IOException {
        onward.get();
        return Answer.BROKEN_LINE;
    }

    private static Answer failedAfterwards(Recorded request, Forward onward) throws IOException {
        onward.get();
        return Answer.error(503, "SlowDown");
    }

    @Test
    void whoeverCreatedIsTheCreatorThoughTheAnswerWasLost() throws IOException {
        for (Harm harm : List.<Harm>of(S3LostAnswerTest::lost, S3LostAnswerTest::failedAfterwards)) {
            String path = "created-" + harm.hashCode();
            onFirstWrite(harm);
            assertThat(storage.create(path, bytes("mine"))).isTrue();
            assertThat(writesTo(path)).as("it was sent again").isGreaterThan(1);
            assertThat(storage.create(path, bytes("mine"))).isFalse();
        }
    }

    @Test
    void whoeverReplacedHasReplacedThoughTheAnswerWasLost() throws IOException {
        onFirstWrite(S3LostAnswerTest::failedAfterwards);
        assertThat(storage.replaceIfUnchanged("held", bytes("old"), bytes("new")))
                .isTrue();
        assertThat(writesTo("held")).isGreaterThan(1);
        assertThat(storage.read("held")).isEqualTo(bytes("new"));
    }

    @Test
    void whoeverWasTooLateIsToldSoThoughHisFirstAnswerWasLost() throws IOException {
        onFirstWrite((request, onward) -> {
            bucket.open(bucket.builder()).replace("held", bytes("somebody else's"));
            return Answer.BROKEN_LINE;
        });
        assertThat(storage.replaceIfUnchanged("held", bytes("old"), bytes("new")))
                .isFalse();
        assertThat(storage.read("held")).isEqualTo(bytes("somebody else's"));
    }

    @Test
    void aConflictIsTriedAgain() throws IOException {
        onFirstWrite((request, onward) -> Answer.error(409, "ConditionalRequestConflict"));
        assertThat(storage.create("a", bytes("x"))).isTrue();
        onFirstWrite((request, onward) -> Answer.error(409, "ConditionalRequestConflict"));
        assertThat(storage.replaceIfUnchanged("held", bytes("old"), bytes("new")))
                .isTrue();
        onFirstWrite((request, onward) -> {
            bucket.open(bucket.builder()).replace("held", bytes("somebody else's"));
            return Answer.error(409, "ConditionalRequestConflict");
        });
        assertThat(storage.replaceIfUnchanged("held", bytes("new"), bytes("x"))).isFalse();
        assertThat(storage.read("held")).isEqualTo(bytes("somebody else's"));
    }

    @Test
    void conflictsWithoutEndAreAnError() {
        bucket.proxy()
                .harm((request, onward) ->
                        request.isConditional() ? Answer.error(409, "ConditionalRequestConflict") : onward.get());
        assertThatThrownBy(() -> storage.create("a", bytes("x"))).hasMessageContaining("try again later");
        assertThatThrownBy(() -> storage.replaceIfUnchanged("held", bytes("old"), bytes("x")))
                .hasMessageContaining("try again later");
    }

    @Test
    void aStoreThatIgnoresConditionsIsRefusedBeforeAnythingIsWritten() throws IOException {
        bucket.proxy()
                .harm((request, onward) -> request.isConditional()
                        ? new Answer(200, Map.of("ETag", List.of("\"ignored\"")), new byte[0])
                        : onward.get());
        Storage naive = bucket.open(bucket.builder());
        assertThatThrownBy(() -> naive.create("a", bytes("x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ignores conditional writes (If-None-Match)");
        assertThatThrownBy(() -> naive.replaceIfUnchanged("held", bytes("old"), bytes("x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ignores conditional writes (If-Match)");
        assertThat(writesTo("a")).isZero();
        assertThat(naive.read("held")).isEqualTo(bytes("old"));
    }

    private long writesTo(String path) {
        return bucket.proxy().requests().stream()
                .filter(r -> r.isPut() && r.path().endsWith("/" + path))
                .count();
    }
}
