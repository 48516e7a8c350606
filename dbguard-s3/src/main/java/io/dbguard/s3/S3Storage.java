package io.dbguard.s3;

import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A bucket in Amazon S3, or in any other store that speaks its language and honours conditional writes; whether it does
 * is found out before the first one. Thread-safe; its connections are closed with it.
 *
 * <p>Each sequence is one object, written by one request that carries the SHA-256 of its content, so the store refuses
 * what was damaged on the way, and nobody ever sees half of it. A request that fails for a moment is sent again.
 *
 * <pre>{@code
 * try (S3Storage storage = S3Storage.builder("backups").prefix("shop").region("eu-central-1").build()) {
 *     Guard guard = Guard.protect(dataSource).storeIn(storage).build();
 * }
 * }</pre>
 */
public final class S3Storage implements Storage, AutoCloseable {
    private final S3Client client;
    private final Place place;
    private final Bucket bucket;
    private final ConditionalWrites conditional;

    S3Storage(S3Client client, Place place, UploadOptions options, S3Failures failures) {
        this.client = client;
        this.place = place;
        this.bucket = new Bucket(client, place, options, failures);
        this.conditional = new ConditionalWrites(bucket, new ConditionProbe(bucket, place));
    }

    /**
     * Begins the description of a storage.
     *
     * @param bucket an existing bucket
     */
    public static S3StorageBuilder builder(String bucket) {
        return new S3StorageBuilder(bucket);
    }

    /**
     * Opens the storage that an address names, such as {@code s3://backups/shop?region=eu-central-1}. The parameters
     * are {@code region}, {@code endpoint}, {@code path-style}, {@code storage-class}, {@code sse} ({@code AES256} or
     * {@code aws:kms}), {@code kms-key}, {@code object-lock} ({@code governance} or {@code compliance}) and
     * {@code retain-days}. Credentials are never part of it; the default provider chain finds them.
     *
     * @param address the bucket, the prefix, and parameters
     * @throws io.dbguard.api.RequestException if it is not such an address
     */
    public static S3Storage at(URI address) {
        return S3Address.parse(address).build();
    }

    @Override
    public String describe() {
        return place.describe();
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        return conditional.create(place.key(path), content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        bucket.put(place.key(path), content, Condition.NONE, "");
    }

    @Override
    public boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException {
        return conditional.replace(place.key(path), expected, content);
    }

    @Override
    public byte[] read(String path) throws IOException {
        return bucket.get(place.key(path))
                .orElseThrow(() -> new NoSuchFileException(path))
                .asByteArrayUnsafe();
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        return bucket.head(place.key(path))
                .map(found -> OptionalLong.of(found.size()))
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public List<Stored> stored(String folder) throws IOException {
        return bucket.list(place.key(folder) + "/").stream()
                .flatMap(found ->
                        place
                                .path(found.key())
                                .map(path -> new Stored(path, found.size(), found.lastModified()))
                                .stream())
                .sorted(Comparator.comparing(Stored::path))
                .toList();
    }

    @Override
    public void delete(String path) throws IOException {
        bucket.delete(place.key(path));
    }

    /** Closes the connections. */
    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "S3Storage[" + describe() + "]";
    }
}
