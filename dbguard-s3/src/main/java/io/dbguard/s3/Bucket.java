package io.dbguard.s3;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The requests that dbguard sends, one method each. */
final class Bucket {
    /** Tells one write from all others, so that it is known again when the answer to it got lost. */
    private static final String MARK = "dbguard-write";

    private static final int NOT_FOUND = 404;

    private final S3Client client;
    private final Place place;
    private final UploadOptions options;
    private final S3Failures failures;
    private volatile boolean known;

    Bucket(S3Client client, Place place, UploadOptions options, S3Failures failures) {
        this.client = client;
        this.place = place;
        this.options = options;
        this.failures = failures;
    }

    /** An object without its content. */
    record Glance(long size, String mark) {}

    /** An object in a listing. */
    record Listed(String key, long size, Instant lastModified) {}

    /** A byte array always fits into one request, so several parts are never needed and a write is one step. */
    PutOutcome put(String key, byte[] content, Condition condition, String mark) throws IOException {
        var request = PutObjectRequest.builder()
                .bucket(place.bucket())
                .key(key)
                .contentType("application/octet-stream")
                .checksumSHA256(sha256(content));
        if (!mark.isEmpty()) {
            request.metadata(Map.of(MARK, mark));
        }
        condition.addTo(request);
        options.addTo(request, place.isLasting(key));
        try {
            client.putObject(request.build(), RequestBody.fromBytes(content));
            known = true;
            return PutOutcome.DONE;
        } catch (S3Exception e) {
            return PutOutcome.of(condition, e).orElseThrow(() -> failures.of("s3:PutObject", e));
        } catch (SdkException e) {
            throw failures.of("s3:PutObject", e);
        }
    }

    Optional<ResponseBytes<GetObjectResponse>> get(String key) throws IOException {
        try {
            return Optional.of(
                    client.getObjectAsBytes(r -> r.bucket(place.bucket()).key(key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failures.of("s3:GetObject", e);
        }
    }

    Optional<Glance> head(String key) throws IOException {
        try {
            HeadObjectResponse found =
                    client.headObject(r -> r.bucket(place.bucket()).key(key));
            known = true;
            return Optional.of(
                    new Glance(found.contentLength(), found.metadata().getOrDefault(MARK, "")));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                requireBucket();
                return Optional.empty();
            }
            throw failures.of("s3:GetObject", e);
        } catch (SdkException e) {
            throw failures.of("s3:GetObject", e);
        }
    }

    /** The answer to a HEAD says "not found" of a missing object and of a missing bucket alike. */
    private void requireBucket() throws IOException {
        if (known) {
            return;
        }
        try {
            client.headBucket(r -> r.bucket(place.bucket()));
            known = true;
        } catch (SdkException e) {
            throw failures.of("s3:ListBucket", e);
        }
    }

    List<Listed> list(String prefix) throws IOException {
        var found = new ArrayList<Listed>();
        try {
            for (ListObjectsV2Response page :
                    client.listObjectsV2Paginator(r -> r.bucket(place.bucket()).prefix(prefix))) {
                page.contents().forEach(o -> found.add(new Listed(o.key(), o.size(), o.lastModified())));
            }
            return found;
        } catch (SdkException e) {
            throw failures.of("s3:ListBucket", e);
        }
    }

    void delete(String key) throws IOException {
        try {
            client.deleteObject(r -> r.bucket(place.bucket()).key(key));
        } catch (NoSuchKeyException e) {
            // Some stores say so; it is gone, which was the aim.
        } catch (SdkException e) {
            throw failures.of("s3:DeleteObject", e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
