package io.dbguard.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.s3.testing.Recorded;
import io.dbguard.s3.testing.RecordingProxy.Answer;
import io.dbguard.s3.testing.S3Server;
import io.dbguard.s3.testing.TestBucket;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** What is really sent with each object. */
class S3UploadTest {
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/an-example";

    private TestBucket bucket;

    @BeforeEach
    void newBucket() throws IOException {
        bucket = new TestBucket();
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    private Recorded upload(S3StorageBuilder builder, String path) throws IOException {
        bucket.open(builder).replace(path, new byte[] {'x'});
        return bucket.proxy().requests().get(bucket.proxy().requests().size() - 1);
    }

    @Test
    void everyUploadCarriesItsDigestAndGoesInOnePiece() throws IOException {
        Recorded put = upload(bucket.builder().prefix("shop"), "blobs/ab/abcd.zst");
        assertThat(put.method()).isEqualTo("PUT");
        assertThat(put.path()).isEqualTo("/" + bucket.name() + "/shop/blobs/ab/abcd.zst");
        assertThat(put.header("x-amz-checksum-sha256")).isEqualTo("LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=");
        assertThat(put.header("content-encoding")).doesNotContain("aws-chunked");
        assertThat(put.body()).containsExactly('x');
        assertThat(put.headers())
                .doesNotContainKeys(
                        "x-amz-storage-class", "x-amz-object-lock-mode", "x-amz-server-side-encryption", "if-match");
    }

    @Test
    void createIsAConditionalWrite() throws IOException {
        assertThat(bucket.open(bucket.builder()).create("a", new byte[0])).isTrue();
        assertThat(bucket.proxy().requests())
                .filteredOn(r -> r.path().endsWith("/a"))
                .singleElement()
                .satisfies(put -> assertThat(put.header("if-none-match")).isEqualTo("*"));
    }

    @Test
    void encryptionIsAskedFor() throws IOException {
        Recorded store = upload(bucket.builder().encryptWithStoreKeys(), "a");
        assertThat(store.header("x-amz-server-side-encryption")).isEqualTo("AES256");
        Recorded kms = upload(bucket.builder().encryptWithKmsKey(KEY), "b");
        assertThat(kms.header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
        assertThat(kms.header("x-amz-server-side-encryption-aws-kms-key-id")).isEqualTo(KEY);
        // The test server has no default key; what counts is what it is asked.
        bucket.proxy().harm((request, onward) -> new Answer(200, Map.of("ETag", List.of("\"any\"")), new byte[0]));
        Recorded accountKey = upload(bucket.builder().encryptWithKms(), "c");
        assertThat(accountKey.header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
        assertThat(accountKey.header("x-amz-server-side-encryption-aws-kms-key-id"))
                .isEmpty();
    }

    @Test
    void theStorageClassIsAskedForAndArrives() throws IOException {
        Recorded put = upload(bucket.builder().storageClass("STANDARD_IA"), "blobs/a");
        assertThat(put.header("x-amz-storage-class")).isEqualTo("STANDARD_IA");
        assertThat(bucket.client()
                        .headObject(r -> r.bucket(bucket.name()).key("blobs/a"))
                        .storageClass())
                .isEqualTo(StorageClass.STANDARD_IA);
    }

    @Test
    void theObjectLockIsAskedForUntilItsTime() throws IOException {
        Instant before = Instant.now();
        Recorded put = upload(bucket.builder().objectLock(RetentionMode.COMPLIANCE, Duration.ofDays(30)), "blobs/a");
        assertThat(put.header("x-amz-object-lock-mode")).isEqualTo("COMPLIANCE");
        assertThat(Instant.parse(put.header("x-amz-object-lock-retain-until-date")))
                .isBetween(
                        before.plus(Duration.ofDays(30)).minusSeconds(1),
                        Instant.now().plus(Duration.ofDays(30)));
    }

    @Test
    void whatIsNoPartOfABackupIsNeitherLockedNorPutAway() throws IOException {
        var builder = bucket.builder()
                .objectLock(RetentionMode.GOVERNANCE, Duration.ofDays(30))
                .storageClass("STANDARD_IA");
        for (String path : List.of("locks/a", "pinned/a", "verified/a")) {
            assertThat(upload(builder, path).headers())
                    .doesNotContainKeys("x-amz-object-lock-mode", "x-amz-storage-class");
        }
        assertThat(upload(builder, "manifests/a").headers())
                .containsKeys("x-amz-object-lock-mode", "x-amz-storage-class");
    }

    @Test
    void anAddressSaysAllOfThat() throws IOException {
        Recorded put = upload(
                S3Address.parse(URI.create("s3://" + bucket.name()
                                + "/shop/app?region=eu-west-1&path-style=true&endpoint="
                                + bucket.proxy().endpoint() + "&storage-class=STANDARD_IA&sse=aws:kms&kms-key=" + KEY
                                + "&object-lock=governance&retain-days=7"))
                        .credentials(S3Server.ACCESS_KEY, S3Server.SECRET_KEY),
                "blobs/a");
        assertThat(put.path()).isEqualTo("/" + bucket.name() + "/shop/app/blobs/a");
        assertThat(put.header("authorization")).contains("/eu-west-1/s3/");
        assertThat(put.header("x-amz-storage-class")).isEqualTo("STANDARD_IA");
        assertThat(put.header("x-amz-server-side-encryption-aws-kms-key-id")).isEqualTo(KEY);
        assertThat(put.header("x-amz-object-lock-mode")).isEqualTo("GOVERNANCE");
    }
}
