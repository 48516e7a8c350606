package io.dbguard.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.RequestException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3AddressTest {

    @ParameterizedTest
    @CsvSource({
        "s3://backups?region=eu-central-1, s3://backups",
        "s3://backups/?region=eu-central-1, s3://backups",
        "s3://backups/shop/app/?region=eu-central-1, s3://backups/shop/app",
        "s3://my.old_bucket/x?region=eu-central-1, s3://my.old_bucket/x",
        "S3://backups/x?endpoint=https%3A%2F%2Fminio.example.org%3A9000, s3://backups/x at minio.example.org:9000",
        "s3://backups/x?endpoint=http://127.0.0.1:9000&path-style=false, s3://backups/x at 127.0.0.1:9000"
    })
    void anAddressNamesAPlace(URI address, String place) {
        try (S3Storage storage = S3Storage.at(address)) {
            assertThat(storage.describe()).isEqualTo(place);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///backups",
                "backups/x",
                "s3:backups",
                "s3:///x",
                "s3://key:hunter2@backups/x",
                "s3://backups/../x",
                "s3://backups/a//b",
                "s3://backups/a%2F..%2Fb",
                "s3://backups/x#part",
                "s3://backups/x?secret-key=hunter2",
                "s3://backups/x?region",
                "s3://backups/x?region=a&region=b",
                "s3://backups/x?endpoint=minio",
                "s3://backups/x?endpoint=https://key:hunter2@minio",
                "s3://backups/x?endpoint=%25",
                "s3://backups/x?path-style=hunter2",
                "s3://backups/x?sse=hunter2",
                "s3://backups/x?sse=AES256&kms-key=hunter2",
                "s3://backups/x?object-lock=compliance",
                "s3://backups/x?retain-days=3",
                "s3://backups/x?object-lock=hunter2&retain-days=3",
                "s3://backups/x?object-lock=compliance&retain-days=0",
                "s3://backups/x?object-lock=compliance&retain-days=hunter2",
                "s3://backups/x?storage-class=DEEP_ARCHIVE"
            })
    void whatIsNoAddressIsRefusedWithoutRepeatingIt(String address) {
        assertThatThrownBy(() -> S3Storage.at(URI.create(address)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("nothing was read or written")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void whatMakesNoSenseIsRefusedByTheBuilder() {
        S3StorageBuilder builder = S3Storage.builder("backups");
        assertThatThrownBy(() -> S3Storage.builder("a/b")).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> builder.prefix("/x")).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> builder.retries(-1)).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> builder.storageClass("GLACIER")).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> builder.objectLock(RetentionMode.COMPLIANCE, Duration.ZERO))
                .isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> builder.attemptTimeout(Duration.ZERO)).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> builder.connectTimeout(Duration.ofSeconds(-1))).isInstanceOf(RequestException.class);
    }
}
