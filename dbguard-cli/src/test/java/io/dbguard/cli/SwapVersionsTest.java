package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two databases are renamed in one transaction by every server that dbguard knows. */
class SwapVersionsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void theNamesAreSwapped(int major) {
        try (PostgresDatabase shop = PostgresServer.version(major).newDatabase()) {
            String name = shop.name();
            shop.server().admin("ALTER ROLE " + name + " CREATEDB");
            shop.run("CREATE TABLE t (x int)", "INSERT INTO t VALUES (1)");
            String url = shop.server().url(name, name);
            InProcess.backup("backup", "--repo", folder.toString(), "--url", url);
            shop.run("UPDATE t SET x = 2");
            String kept = InProcess.run(
                            "restore", "--swap", "--yes", "--json", "--repo", folder.toString(), "--url", url)
                    .done()
                    .json()
                    .path("keptDatabase")
                    .textValue();
            assertThat(shop.query("SELECT x FROM t")).containsExactly("1");
            assertThat(shop.value("SELECT count(*) FROM pg_database WHERE datname LIKE 'dbguard_scratch_%'"))
                    .isEqualTo("0");
            shop.server().admin("DROP DATABASE " + kept);
        }
    }
}
