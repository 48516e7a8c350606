package io.dbguard.s3;

import io.dbguard.contract.StorageContract;
import io.dbguard.s3.testing.S3Server;
import io.dbguard.s3.testing.TestBucket;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.core.sync.RequestBody;

/** The contract of all storages, below a prefix that has neighbours. */
class S3StorageTest extends StorageContract {
    private TestBucket bucket;

    @BeforeEach
    void newBucket() throws IOException {
        bucket = new TestBucket();
        for (String neighbour : List.of("out", "etc/passwd", "a/b", "shop-old/a/b", "shop/app2/a/b")) {
            bucket.client()
                    .putObject(r -> r.bucket(bucket.name()).key(neighbour), RequestBody.fromString("somebody else's"));
        }
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    @Override
    public Storage open() {
        return bucket.open(bucket.builder().prefix("shop/app"));
    }

    /** Every request that was ever sent, whatever it was for. */
    @Override
    public Integer surroundings() {
        return bucket.proxy().requests().size();
    }

    @Override
    public List<String> secrets() {
        return List.of(S3Server.SECRET_KEY, S3Server.ACCESS_KEY);
    }
}
