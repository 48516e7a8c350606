package io.dbguard.postgres;

import io.dbguard.Guard;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A database that is backed up, and an empty one into which that can be restored. */
abstract class ShopAndCopy {
    @TempDir
    Path folder;

    PostgresDatabase shop;
    PostgresDatabase copy;

    private final List<String> content;
    private final List<PostgresDatabase> databases = new ArrayList<>();

    ShopAndCopy(String... content) {
        this.content = List.of(content);
    }

    @BeforeEach
    void backUp() {
        shop = database();
        copy = database();
        shop.run(content.toArray(String[]::new));
        try (Guard guard = guard(shop.dataSource())) {
            guard.backup().run();
        }
    }

    @AfterEach
    void dropDatabases() {
        Collections.reverse(databases);
        databases.forEach(PostgresDatabase::close);
    }

    PostgresDatabase database() {
        PostgresDatabase database = PostgresServer.version(17).newDatabase();
        databases.add(database);
        return database;
    }

    Guard guard(DataSource source) {
        return Guard.protect(source).storeIn(folder).build();
    }
}
