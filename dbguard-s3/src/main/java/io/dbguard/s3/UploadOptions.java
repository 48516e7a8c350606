package io.dbguard.s3;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What the store is told about each object besides its content.
 *
 * @param encryption how the store encrypts it, null for the bucket's default
 * @param kmsKey with which key, null for the account's default
 * @param storageClass where the store keeps it, null for the standard class
 * @param retentionMode how it is protected, null for the bucket's default
 * @param retention for how long
 */
record UploadOptions(
        @Nullable ServerSideEncryption encryption,
        @Nullable String kmsKey,
        @Nullable String storageClass,
        @Nullable RetentionMode retentionMode,
        Duration retention) {

    void addTo(PutObjectRequest.Builder request, boolean lasting) {
        request.serverSideEncryption(encryption).ssekmsKeyId(kmsKey);
        if (lasting) {
            request.storageClass(storageClass);
            if (retentionMode != null) {
                request.objectLockMode(ObjectLockMode.valueOf(retentionMode.name()))
                        .objectLockRetainUntilDate(Instant.now().plus(retention));
            }
        }
    }
}
