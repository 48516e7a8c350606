package io.dbguard.s3;

import io.dbguard.api.RequestException;
import io.dbguard.spi.storage.StoragePath;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Describes an {@link S3Storage}. Not thread-safe; the storage that it builds is. */
public final class S3StorageBuilder {
    private static final Set<String> SLOW_CLASSES = Set.of("GLACIER", "DEEP_ARCHIVE");

    private final String bucket;
    private String prefix = "";
    private @Nullable URI endpoint;
    private @Nullable ServerSideEncryption encryption;
    private @Nullable String kmsKey;
    private @Nullable String storageClass;
    private @Nullable RetentionMode retentionMode;
    private Duration retention = Duration.ZERO;
    private final ConnectionSettings connection = new ConnectionSettings();

    S3StorageBuilder(String bucket) {
        if (!bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,254}")) {
            throw refused("'" + bucket + "' is not the name of a bucket", "name the bucket alone");
        }
        this.bucket = bucket;
    }

    /**
     * Keeps everything below a prefix, so that a bucket can hold several repositories. Default: none.
     *
     * @param path segments of {@code A-Z a-z 0-9 . _ -} joined by slashes
     */
    public S3StorageBuilder prefix(String path) {
        try {
            prefix = path.isEmpty() ? "" : StoragePath.require(path);
        } catch (IOException e) {
            throw refused(
                    "The prefix of an S3 storage cannot be used",
                    "use segments of A-Z a-z 0-9 . _ - joined by slashes, none of which begins with a dot");
        }
        return this;
    }

    /**
     * Names the region. By default it is looked for where Amazon's tools look: {@code AWS_REGION}, the profile, the
     * machine; with an endpoint of one's own it is {@code us-east-1}.
     *
     * @param name such as {@code eu-central-1}
     */
    public S3StorageBuilder region(String name) {
        connection.region = name;
        return this;
    }

    /**
     * Names a store that is not Amazon's.
     *
     * @param address such as {@code https://minio.example.org:9000}
     */
    public S3StorageBuilder endpoint(URI address) {
        if (address.getHost() == null || address.getUserInfo() != null || address.getQuery() != null) {
            throw refused(
                    "The endpoint of an S3 storage cannot be used",
                    "give a scheme, a host and perhaps a port, such as https://minio.example.org:9000,"
                            + " and the credentials apart from it");
        }
        endpoint = address;
        return this;
    }

    /** Puts the bucket into the path of an address and not into its host name, as many stores want it. */
    public S3StorageBuilder pathStyle() {
        connection.pathStyle = true;
        return this;
    }

    /**
     * Sets the credentials. By default they are looked for where Amazon's tools look: environment, system properties,
     * profile, container, machine.
     *
     * @param accessKey names whom the secret belongs to
     * @param secretKey never shows in any message
     */
    public S3StorageBuilder credentials(String accessKey, String secretKey) {
        return credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)));
    }

    /**
     * Sets credentials that are valid for a while only.
     *
     * @param accessKey names whom the secret belongs to
     * @param secretKey never shows in any message
     * @param sessionToken never shows in any message
     */
    public S3StorageBuilder credentials(String accessKey, String secretKey, String sessionToken) {
        return credentials(
                StaticCredentialsProvider.create(AwsSessionCredentials.create(accessKey, secretKey, sessionToken)));
    }

    private S3StorageBuilder credentials(AwsCredentialsProvider provider) {
        connection.credentials = provider;
        return this;
    }

    /** Has the store encrypt each object with keys of its own (SSE-S3). Default: what the bucket says. */
    public S3StorageBuilder encryptWithStoreKeys() {
        encryption = ServerSideEncryption.AES256;
        kmsKey = null;
        return this;
    }

    /**
     * Has the store encrypt each object with a key of its key service (SSE-KMS).
     *
     * @param keyId identifier or ARN of the key
     */
    public S3StorageBuilder encryptWithKmsKey(String keyId) {
        encryption = ServerSideEncryption.AWS_KMS;
        kmsKey = keyId;
        return this;
    }

    /** Has the store encrypt each object with the account's default key of its key service (SSE-KMS). */
    public S3StorageBuilder encryptWithKms() {
        encryption = ServerSideEncryption.AWS_KMS;
        kmsKey = null;
        return this;
    }

    /**
     * Sets the storage class of what belongs to backups. Default: the standard class. Classes whose objects cannot be
     * read at once are refused, because a backup must be restorable and verifiable now.
     *
     * @param name such as {@code STANDARD_IA} or {@code GLACIER_IR}
     */
    public S3StorageBuilder storageClass(String name) {
        if (SLOW_CLASSES.contains(name)) {
            throw refused(
                    "Objects of the storage class " + name + " cannot be read at once",
                    "use GLACIER_IR or a faster one");
        }
        storageClass = name;
        return this;
    }

    /**
     * Protects each object that belongs to a backup from being deleted before its time. The bucket must have object
     * lock enabled. Default: what the bucket says.
     *
     * @param mode how strongly
     * @param duration for how long from its upload on
     */
    public S3StorageBuilder objectLock(RetentionMode mode, Duration duration) {
        retention = positive(duration);
        retentionMode = mode;
        return this;
    }

    /**
     * Sets how often a request is sent again when it failed for a moment. Default: 4 times.
     *
     * @param times 0 or more
     */
    public S3StorageBuilder retries(int times) {
        if (times < 0) {
            throw refused("The number of retries is negative", "give 0 or more");
        }
        connection.retries = times;
        return this;
    }

    /**
     * Sets how long a connection may take to be made. Default: 10 seconds.
     *
     * @param duration positive
     */
    public S3StorageBuilder connectTimeout(Duration duration) {
        connection.connectTimeout = positive(duration);
        return this;
    }

    /**
     * Sets how long a single attempt at a request may take, with everything that it sends and receives. Default: 5
     * minutes, enough for the largest blob over a slow line.
     *
     * @param duration positive
     */
    public S3StorageBuilder attemptTimeout(Duration duration) {
        connection.attemptTimeout = positive(duration);
        return this;
    }

    /**
     * Opens the storage. Nothing is sent yet.
     *
     * @throws RequestException if no region is named and none is found
     */
    public S3Storage build() {
        var place = new Place(bucket, prefix, endpoint);
        var options = new UploadOptions(encryption, kmsKey, storageClass, retentionMode, retention);
        return new S3Storage(connection.open(endpoint), place, options, new S3Failures(place));
    }

    private static Duration positive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw refused("A duration of an S3 storage is not positive", "give a positive one");
        }
        return duration;
    }

    private static RequestException refused(String failed, String next) {
        return new RequestException(failed, "nothing was read or written", next);
    }
}
