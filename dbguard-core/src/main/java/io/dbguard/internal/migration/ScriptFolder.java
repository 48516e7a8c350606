package io.dbguard.internal.migration;

import io.dbguard.api.RequestException;
import io.dbguard.api.migration.Approval;
import io.dbguard.api.migration.MigrationScript;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the SQL files of a folder, or of a folder on the class path, in the order in which Flyway would run them. */
public final class ScriptFolder {
    private static final String CLASSPATH = "classpath:";
    private static final String FILESYSTEM = "filesystem:";
    private static final Comparator<MigrationScript> ORDER =
            Comparator.comparing(script -> MigrationName.of(script.name()));

    private ScriptFolder() {}

    /**
     * Reads the scripts of several places as if they were one.
     *
     * @param locations each {@code filesystem:PATH}, {@code classpath:PATH}, or just a path, which is a folder if there is
     *     one of that name and on the class path otherwise
     */
    public static Found read(List<String> locations) {
        return joined(locations.stream().map(ScriptFolder::read).toList());
    }

    private static Found joined(List<Found> all) {
        return new Found(
                all.stream()
                        .flatMap(found -> found.scripts().stream())
                        .sorted(ORDER)
                        .toList(),
                all.stream().flatMap(found -> found.approvals().stream()).toList());
    }

    /**
     * What was found.
     *
     * @param scripts in the order in which Flyway would run them
     * @param approvals those that lie beside them
     */
    public record Found(List<MigrationScript> scripts, List<Approval> approvals) {}

    private static Found read(String location) {
        if (location.startsWith(FILESYSTEM)) {
            return read(Path.of(location.substring(FILESYSTEM.length())));
        }
        boolean folder = !location.startsWith(CLASSPATH) && Files.isDirectory(Path.of(location));
        return folder ? read(Path.of(location)) : readClasspath(location.replaceFirst("^" + CLASSPATH + "/?", ""));
    }

    /**
     * Reads the scripts.
     *
     * @param folder the folder
     */
    public static Found read(Path folder) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<MigrationScript> scripts = new ArrayList<>();
            List<Approval> approvals = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (isScript(file)) {
                    scripts.add(script(file));
                } else if (file.toString().endsWith(ApprovalFile.SUFFIX)) {
                    approvals.add(ApprovalFile.read(file));
                }
            }
            scripts.sort(ORDER);
            return new Found(scripts, approvals);
        } catch (IOException e) {
            throw new RequestException(
                    "Cannot read the migrations in " + folder + ": " + e.getMessage(),
                    "no migration was run",
                    "check the folder, and that the scripts are in UTF-8",
                    e);
        }
    }

    /** A class path may have the folder in several places; Flyway reads them all. */
    private static Found readClasspath(String location) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            List<URL> places = Collections.list(
                    (loader == null ? ClassLoader.getSystemClassLoader() : loader).getResources(location));
            if (places.isEmpty()) {
                throw new RequestException(
                        "There are no migrations in " + location + ", neither as a folder nor on the class path",
                        "no migration was run",
                        "check the location");
            }
            List<Found> found = new ArrayList<>();
            for (URL place : places) {
                found.add(read(place, location));
            }
            return joined(found);
        } catch (IOException | URISyntaxException e) {
            throw new RequestException(
                    "Cannot read the migrations in " + location + ": " + e.getMessage(),
                    "no migration was run",
                    "check the location",
                    e);
        }
    }

    private static Found read(URL place, String location) throws IOException, URISyntaxException {
        URI uri = place.toURI();
        if (!"jar".equals(uri.getScheme())) {
            return read(Path.of(uri));
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            return read(jar.getPath("/" + location));
        }
    }

    private static MigrationScript script(Path file) throws IOException {
        return new MigrationScript(
                String.valueOf(file.getFileName()),
                Files.readString(file, StandardCharsets.UTF_8),
                ScriptConfig.frame(file));
    }

    /** An undo script runs only by hand. */
    private static boolean isScript(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".sql") && !name.matches("U[0-9].*__.*");
    }
}
