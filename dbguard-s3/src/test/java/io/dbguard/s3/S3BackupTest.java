package io.dbguard.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.BackupRepository;
import io.dbguard.Guard;
import io.dbguard.api.report.CopyState;
import io.dbguard.api.report.Verification;
import io.dbguard.s3.testing.TestBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database goes to S3 and comes back. */
class S3BackupTest {
    private static final String ROWS = "SELECT p.id, c.name, p.title, p.price, p.picture FROM product p"
            + " JOIN category c ON c.id = p.category ORDER BY p.id";

    @Test
    void aDatabaseComesBackFromABucketAsItWas() throws Exception {
        try (var bucket = new TestBucket();
                Connection database = source("shop").getConnection();
                Connection copy = source("copy").getConnection();
                S3Storage storage = bucket.open(bucket.builder().prefix("shop"));
                Guard guard = Guard.protect(source("shop")).storeIn(storage).build()) {
            fill(database);
            List<String> before = rows(database);
            guard.backup().label("first").run();
            run(database, "DELETE FROM product WHERE id > 500", "UPDATE category SET name = 'lost'");
            guard.restore().latest().run();
            assertThat(rows(database)).isEqualTo(before).hasSize(3_000);

            // Somebody else, with a storage of his own, finds it, proves it, and brings it into an empty database.
            S3Storage elsewhere = bucket.open(bucket.builder().prefix("shop"));
            var repository = BackupRepository.in(elsewhere);
            assertThat(repository.verify(repository.find("latest"))).isInstanceOf(Verification.Intact.class);
            try (Guard other = Guard.protect(source("copy")).storeIn(elsewhere).build()) {
                other.restore().latest().run();
            }
            assertThat(rows(copy)).isEqualTo(before);
        }
    }

    @Test
    void aCopyInABucketStandsInForADamagedFolderAndMendsIt(@TempDir Path folder) throws Exception {
        try (var bucket = new TestBucket();
                Connection database = source("copied").getConnection();
                S3Storage storage = bucket.open(bucket.builder().prefix("shop"));
                Guard guard = Guard.protect(source("copied"))
                        .storeIn(folder)
                        .copyTo(storage)
                        .build()) {
            fill(database);
            List<String> before = rows(database);
            assertThat(guard.backup().run().copies()).hasSize(1).allMatch(CopyState::upToDate);
            run(database, "DELETE FROM product");
            destroyBlobs(folder);
            guard.restore().latest().withoutSafetyBackup().run();
            assertThat(rows(database)).isEqualTo(before);

            var repository = BackupRepository.in(folder);
            assertThat(repository.verify(repository.find("latest"))).isInstanceOf(Verification.Damaged.class);
            assertThat(repository.repairFrom(storage).run().lost()).isEmpty();
            assertThat(repository.verify(repository.find("latest"))).isInstanceOf(Verification.Intact.class);
        }
    }

    private static void destroyBlobs(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("blobs"))) {
            for (Path blob : files.filter(Files::isRegularFile).toList()) {
                Files.write(blob, new byte[] {1, 2, 3});
            }
        }
    }

    private static JdbcDataSource source(String name) {
        var source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:s3-" + name + ";DB_CLOSE_DELAY=-1");
        source.setUser("sa");
        return source;
    }

    private static void fill(Connection database) throws SQLException {
        run(
                database,
                "CREATE TABLE category (id int PRIMARY KEY, name varchar(50) NOT NULL)",
                "CREATE TABLE product (id int PRIMARY KEY, category int NOT NULL REFERENCES category,"
                        + " title varchar(200), price numeric(10, 2), picture varbinary(1000))",
                "INSERT INTO category VALUES (1, 'Bücher'), (2, 'Tools')",
                "INSERT INTO product SELECT x, 1 + MOD(x, 2), 'product ' || x, x / 7.0, CAST(RANDOM_UUID() AS"
                        + " varbinary) FROM SYSTEM_RANGE(1, 3000)");
    }

    private static void run(Connection database, String... statements) throws SQLException {
        try (Statement statement = database.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> rows(Connection database) throws SQLException {
        var rows = new ArrayList<String>();
        try (Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery(ROWS)) {
            while (found.next()) {
                rows.add(found.getInt(1) + "|" + found.getString(2) + "|" + found.getString(3) + "|"
                        + found.getBigDecimal(4) + "|"
                        + HexFormat.of().formatHex(found.getBytes(5)));
            }
        }
        return rows;
    }
}
