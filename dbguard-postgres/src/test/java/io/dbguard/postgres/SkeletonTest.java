package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkeletonTest {
    @Test
    void oneTableBecomesABlob(@TempDir Path folder) {
        try (var database = PostgresServer.version(17).newDatabase()) {
            database.run(
                    "CREATE TABLE t (id int, name text)",
                    "INSERT INTO t SELECT i, 'name ' || i FROM generate_series(1, 100000) i");
            var guard = Guard.protect(database.dataSource()).storeIn(folder).build();
            var report = guard.backup().run();
            assertThat(report.rows()).isEqualTo(100000);
            assertThat(guard.repository().list().backups()).hasSize(1);
            System.out.println(report);
            assertThat(guard.backup().run().writtenBytes()).isZero();
            System.out.println(guard.repository().manifest(guard.repository().find("latest")));
        }
    }
}
