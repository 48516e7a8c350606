package io.dbguard.test;

import io.dbguard.Migrations;
import io.dbguard.api.RequestException;
import io.dbguard.api.migration.MigrationScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where assertions on migrations begin. */
public final class MigrationAssertions {
    private static final String USUAL = "db/migration/";

    private MigrationAssertions() {}

    /**
     * Begins assertions on all scripts of one or more locations, in the order in which Flyway would run them. Each counts as
     * released before the next.
     *
     * @param locations each {@code filesystem:PATH}, {@code classpath:PATH}, or just a path, which is a folder if there is
     *     one of that name and on the class path otherwise
     * @throws RequestException if one of them cannot be read
     */
    public static MigrationAssert assertThatMigrations(String... locations) {
        return new MigrationAssert(Migrations.in(locations).scripts());
    }

    /**
     * Begins assertions on one script.
     *
     * @param script the script
     */
    public static MigrationAssert assertThat(MigrationScript script) {
        return new MigrationAssert(List.of(script));
    }

    /**
     * Reads a script.
     *
     * @param place a file if there is one of that name, otherwise a resource on the class path, where {@code db/migration/}
     *     need not be said
     * @throws RequestException if it cannot be read
     */
    public static MigrationScript migration(String place) {
        Path file = Path.of(place);
        try (InputStream sql = Files.isRegularFile(file) ? Files.newInputStream(file) : resource(place)) {
            return new MigrationScript(
                    String.valueOf(file.getFileName()), new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RequestException("Cannot read the migration " + place, "nothing was judged", "check its name", e);
        }
    }

    private static InputStream resource(String place) throws IOException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        for (String name : List.of(place, USUAL + place)) {
            InputStream found =
                    (loader == null ? ClassLoader.getSystemClassLoader() : loader).getResourceAsStream(name);
            if (found != null) {
                return found;
            }
        }
        throw new IOException("neither a file nor on the class path");
    }
}
