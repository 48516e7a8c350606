package io.dbguard;

import io.dbguard.api.migration.MigrationScript;
import io.dbguard.internal.migration.ScriptFolder;
import java.nio.file.Path;
import java.util.List;

/** The migrations of an application, in the order in which they run. Immutable. */
public final class Migrations {
    private final List<MigrationScript> scripts;

    private Migrations(List<MigrationScript> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    /**
     * Reads the SQL scripts at one or more locations, in the order in which Flyway would run them all.
     *
     * @param locations each {@code filesystem:PATH}, {@code classpath:PATH}, or just a path, which is a folder if there is
     *     one of that name and on the class path otherwise
     * @throws io.dbguard.api.RequestException if one of them cannot be read
     */
    public static Migrations in(String... locations) {
        return new Migrations(ScriptFolder.read(List.of(locations)));
    }

    /**
     * Reads the SQL scripts in a folder, in the order in which Flyway would run them.
     *
     * @param folder the folder
     * @throws io.dbguard.api.RequestException if it cannot be read
     */
    public static Migrations in(Path folder) {
        return new Migrations(ScriptFolder.read(folder));
    }

    /**
     * Takes scripts from elsewhere.
     *
     * @param scripts in the order in which they run
     */
    public static Migrations of(MigrationScript... scripts) {
        return new Migrations(List.of(scripts));
    }

    /** Returns all scripts, also those that have run. */
    public List<MigrationScript> scripts() {
        return scripts;
    }
}
