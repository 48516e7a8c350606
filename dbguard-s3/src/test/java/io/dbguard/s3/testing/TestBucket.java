package io.dbguard.s3.testing;

import io.dbguard.s3.S3Storage;
import io.dbguard.s3.S3StorageBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A new, empty bucket behind a recording proxy. */
public final class TestBucket implements AutoCloseable {
    private final String name = "bucket-" + UUID.randomUUID();
    private final RecordingProxy proxy;
    private final S3Client client;
    private final List<S3Storage> opened = new ArrayList<>();

    public TestBucket() throws IOException {
        proxy = new RecordingProxy(S3Server.running().endpoint());
        client = S3Client.builder()
                .endpointOverride(S3Server.running().endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        client.createBucket(b -> b.bucket(name));
    }

    public String name() {
        return name;
    }

    public RecordingProxy proxy() {
        return proxy;
    }

    /** Returns a client that has nothing to do with dbguard and does not go through the proxy. */
    public S3Client client() {
        return client;
    }

    /** Describes a storage in this bucket, with the right credentials and few retries. */
    public S3StorageBuilder builder() {
        return builder(name);
    }

    public S3StorageBuilder builder(String bucket) {
        return S3Storage.builder(bucket)
                .endpoint(proxy.endpoint())
                .pathStyle()
                .credentials(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)
                .retries(2);
    }

    public S3Storage open(S3StorageBuilder builder) {
        S3Storage storage = builder.build();
        opened.add(storage);
        return storage;
    }

    @Override
    public void close() {
        opened.forEach(S3Storage::close);
        client.close();
        proxy.close();
    }
}
