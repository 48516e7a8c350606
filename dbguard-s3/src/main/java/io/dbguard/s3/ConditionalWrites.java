package io.dbguard.s3;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Writes of which only one may win.
 *
 * <p>When the answer to a write is lost, it is sent again, and the store refuses it because of itself. So each write
 * carries a mark of its own, and a refused one looks whose mark the object has.
 */
final class ConditionalWrites {
    private static final int ATTEMPTS = 10;

    private final Bucket bucket;
    private final ConditionProbe probe;

    ConditionalWrites(Bucket bucket, ConditionProbe probe) {
        this.bucket = bucket;
        this.probe = probe;
    }

    boolean create(String key, byte[] content) throws IOException {
        probe.requireCreate();
        String mark = UUID.randomUUID().toString();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            PutOutcome outcome = bucket.put(key, content, Condition.ABSENT, mark);
            if (outcome != PutOutcome.CONFLICT) {
                return outcome == PutOutcome.DONE || isOurs(key, mark);
            }
        }
        throw contended();
    }

    boolean replace(String key, byte[] expected, byte[] content) throws IOException {
        probe.requireReplace();
        String mark = UUID.randomUUID().toString();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<ResponseBytes<GetObjectResponse>> found = bucket.get(key);
            if (found.isEmpty() || !Arrays.equals(found.get().asByteArrayUnsafe(), expected)) {
                return attempt > 0 && isOurs(key, mark);
            }
            PutOutcome outcome = bucket.put(
                    key, content, Condition.unchanged(found.get().response().eTag()), mark);
            if (outcome != PutOutcome.CONFLICT) {
                return outcome == PutOutcome.DONE || isOurs(key, mark);
            }
        }
        throw contended();
    }

    private boolean isOurs(String key, String mark) throws IOException {
        return bucket.head(key).filter(found -> found.mark().equals(mark)).isPresent();
    }

    private static IOException contended() {
        return new IOException("others write the same object all the time; try again later");
    }
}
