package io.dbguard.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.BackupRepository;
import io.dbguard.api.RepositoryException;
import io.dbguard.s3.testing.RecordingProxy.Answer;
import io.dbguard.s3.testing.S3Server;
import io.dbguard.s3.testing.TestBucket;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each failure is one plain sentence, whatever the call, and no secret is in it. */
class S3FailuresTest {
    private TestBucket bucket;

    @BeforeEach
    void newBucket() throws IOException {
        bucket = new TestBucket();
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void aMissingBucketIsNamed() {
        assertFails(
                bucket.open(bucket.builder("no-such-bucket")),
                "there is no bucket 'no-such-bucket' (404 NoSuchBucket)",
                "there is no bucket 'no-such-bucket' (404 no code)");
    }

    @Test
    void whoeverLooksForBackupsReadsTheWholeSentence() {
        var repository = BackupRepository.in(bucket.open(bucket.builder("no-such-bucket")));
        assertThatThrownBy(repository::list)
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("s3://no-such-bucket at 127.0.0.1")
                .hasMessageContaining("there is no bucket 'no-such-bucket'");
    }

    @Test
    void wrongCredentialsAreSaidToBe() {
        var secret = "quite-another-secret";
        assertFails(
                bucket.open(bucket.builder().credentials(S3Server.ACCESS_KEY, secret)),
                "access was refused (403 SignatureDoesNotMatch); check the credentials",
                "access was refused (403 no code); check the credentials");
        assertFails(
                bucket.open(bucket.builder().credentials("unknown", secret)),
                "access was refused (403 InvalidAccessKeyId); check the credentials",
                "access was refused (403 no code); check the credentials");
    }

    @Test
    void aServerThatIsDownIsSaidToBe() {
        URI nobody = bucket.proxy().endpoint();
        bucket.proxy().close();
        assertFails(
                bucket.open(bucket.builder().endpoint(nobody).retries(0)),
                "the store cannot be reached: no connection");
    }

    @Test
    void anUnknownHostIsSaidToBe() {
        assertFails(
                bucket.open(bucket.builder()
                        .endpoint(URI.create("http://no-such-host.invalid"))
                        .retries(0)),
                "the store cannot be reached: its host name is unknown");
    }

    @Test
    void aBrokenLineIsSaidToBe() {
        bucket.proxy().harm((request, onward) -> Answer.BROKEN_LINE);
        assertFails(bucket.open(bucket.builder().retries(0)), "the connection to the store broke");
    }

    @Test
    void whatTheStoreQuotesIsNotRepeated() {
        bucket.proxy().harm((request, onward) -> Answer.error(400, "InvalidRequest"));
        assertFails(
                bucket.open(bucket.builder()),
                "the request was refused (400 InvalidRequest); check the region",
                "the request was refused (400 no code); check the region");
        bucket.proxy().harm((request, onward) -> Answer.error(500, S3Server.SECRET_KEY));
        assertFails(bucket.open(bucket.builder().retries(0)), "the store failed (500 no code); try again later");
    }

    @Test
    void aBusyStoreIsAskedAgain() throws IOException {
        var calls = new AtomicInteger();
        bucket.proxy()
                .harm((request, onward) ->
                        calls.getAndIncrement() % 3 < 2 ? Answer.error(503, "SlowDown") : onward.get());
        Storage storage = bucket.open(bucket.builder().retries(2));
        storage.replace("a/b", new byte[] {1});
        assertThat(storage.read("a/b")).containsExactly(1);
        assertThat(calls).hasValue(6);
    }

    @Test
    void contentThatIsDamagedOnTheWayIsRefusedByTheStore() {
        bucket.proxy().harm((request, onward) -> {
            if (request.isPut()) {
                request.body()[0] ^= 1;
            }
            return onward.get();
        });
        Storage storage = bucket.open(bucket.builder().retries(0));
        assertThatThrownBy(() -> storage.replace("a/b", new byte[] {1, 2, 3})).isInstanceOf(IOException.class);
        bucket.proxy().harm((request, onward) -> onward.get());
        assertThatThrownBy(() -> storage.read("a/b")).isInstanceOf(NoSuchFileException.class);
    }

    private static void assertFails(Storage storage, String... sentences) {
        List<ThrowingCallable> calls = List.of(
                () -> storage.read("a/b"),
                () -> storage.size("a/b"),
                () -> storage.stored("a"),
                () -> storage.replace("a/b", new byte[1]),
                () -> storage.create("a/b", new byte[1]),
                () -> storage.replaceIfUnchanged("a/b", new byte[0], new byte[1]),
                () -> storage.delete("a/b"));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call).isInstanceOfSatisfying(IOException.class, e -> {
                assertThat(e.getCause()).isNull();
                assertThat(List.of(sentences)).anySatisfy(s -> assertThat(e).hasMessageStartingWith(s));
                assertThat(e.getMessage()).doesNotContain("secret", S3Server.ACCESS_KEY, "\n");
            });
        }
    }
}
