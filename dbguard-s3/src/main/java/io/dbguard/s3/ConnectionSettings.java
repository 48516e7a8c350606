package io.dbguard.s3;

import io.dbguard.api.RequestException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** How the store is talked to. */
final class ConnectionSettings {
    private static final Duration NO_BYTE = Duration.ofMinutes(1);

    @Nullable
    String region;

    @Nullable
    AwsCredentialsProvider credentials;

    boolean pathStyle;
    int retries = 4;
    Duration connectTimeout = Duration.ofSeconds(10);
    Duration attemptTimeout = Duration.ofMinutes(5);

    S3Client open(@Nullable URI endpoint) {
        S3ClientBuilder builder = S3Client.builder()
                .forcePathStyle(pathStyle)
                // Each upload brings the SHA-256 of its own; another one in a trailer confuses some stores.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
                .credentialsProvider(
                        credentials == null
                                ? DefaultCredentialsProvider.builder().build()
                                : credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(connectTimeout)
                        .socketTimeout(NO_BYTE))
                .overrideConfiguration(o -> o.apiCallAttemptTimeout(attemptTimeout)
                        .retryStrategy(StandardRetryStrategy.builder()
                                .maxAttempts(retries + 1)
                                .build()));
        if (endpoint != null) {
            builder.endpointOverride(endpoint).region(Region.US_EAST_1);
        }
        if (region != null) {
            builder.region(Region.of(region));
        }
        return build(builder);
    }

    private static S3Client build(S3ClientBuilder builder) {
        try {
            return builder.build();
        } catch (SdkClientException e) {
            throw new RequestException(
                    "The S3 storage cannot be opened: no region is named, and none is found in the environment",
                    "nothing was read or written",
                    "name the region, such as eu-central-1, or set AWS_REGION");
        }
    }
}
