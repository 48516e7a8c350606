package io.dbguard.cli.internal.lint;

import io.dbguard.Migrations;
import io.dbguard.api.RequestException;
import io.dbguard.api.migration.MigrationScript;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the scripts that a person names, one by one or by their folder. */
public final class ScriptFiles {
    private ScriptFiles() {}

    /**
     * Reads scripts.
     *
     * @param places files and folders
     */
    public static List<MigrationScript> read(List<Path> places) {
        List<MigrationScript> scripts = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                Migrations.in(place).scripts().forEach(script -> scripts.add(inFolder(place, script)));
            } else {
                scripts.add(new MigrationScript(place.toString(), text(place)));
            }
        }
        return scripts;
    }

    private static MigrationScript inFolder(Path folder, MigrationScript script) {
        return new MigrationScript(folder.resolve(script.name()).toString(), script.sql(), script.frame());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            throw new RequestException(
                    "The script " + file + " is not in UTF-8", "nothing was judged", "convert it", e);
        } catch (IOException e) {
            throw new RequestException(
                    "Cannot read the script " + file + " (" + e.getClass().getSimpleName() + ")",
                    "nothing was judged",
                    "check its name",
                    e);
        }
    }
}
