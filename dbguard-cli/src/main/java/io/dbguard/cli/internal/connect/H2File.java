package io.dbguard.cli.internal.connect;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database file of H2, before H2 opens it. H2 up to 2.1 writes another format than later versions. And an H2 that
 * opens a file which another version left behind in a crash may refuse it, or lose tables without a word: 2.5.252 does
 * so with files of 2.3.232 and 2.4.240. So dbguard's own H2 touches only what was closed in an orderly way.
 */
final class H2File {
    private static final String OWN_JAR = "name the H2 jar that the application uses with --driver";
    private static final Pattern NO_FILE = Pattern.compile("(?:mem|tcp|ssl):.*");
    private static final Pattern OTHER_FILE_SYSTEM = Pattern.compile("[A-Za-z][A-Za-z0-9]+:.*");
    private static final int BLOCK = 4096;

    private final JdbcUrl url;
    private final @Nullable Path file;

    private H2File(JdbcUrl url, @Nullable Path file) {
        this.url = url;
        this.file = file;
    }

    /** Returns the file that H2 in this process would open; none for a database in memory or behind a server. */
    static Optional<H2File> of(JdbcUrl url) {
        if (!url.isH2() || NO_FILE.matcher(url.h2Place()).matches()) {
            return Optional.empty();
        }
        String path = url.h2Place().replaceFirst("^file:", "");
        if (OTHER_FILE_SYSTEM.matcher(path).matches()) {
            return Optional.of(new H2File(url, null));
        }
        String home = Matcher.quoteReplacement(System.getProperty("user.home", "~"));
        return Optional.of(new H2File(url, Path.of(path.replaceFirst("^~", home) + ".mv.db")));
    }

    /** Checks that an H2 of any version since 2.2 reads the file right. What H2 itself says well is left to it. */
    void checkReadableByAnyVersion() {
        if (file == null) {
            throw new RequestException(
                    "The URL " + url + " leads to no ordinary file, whose state dbguard could check",
                    "the database was not opened",
                    OWN_JAR);
        }
        if (!Files.exists(file) || isLocked(file)) {
            return;
        }
        Header header = Header.of(file);
        if (header.format == 0) {
            throw new RequestException(
                    "The H2 file " + file + " is encrypted or has an unknown form, so its state cannot be checked",
                    "it was not opened",
                    OWN_JAR);
        }
        if (header.isOld()) {
            throw new RequestException(
                    "The H2 file " + file + " was written by H2 2.1 or older, which dbguard's own H2 cannot read",
                    "it was not opened",
                    OWN_JAR);
        }
        if (!header.clean) {
            throw new DatabaseException(
                    "The H2 file " + file
                            + " was not closed in an orderly way, and only the version of H2 that wrote it"
                            + " is sure to read all of it",
                    "it was not opened",
                    OWN_JAR + ", or start and stop the application once");
        }
    }

    /** Returns whether H2 2.1 or older wrote the file, which may not be able to open it for reading only. */
    boolean isOld() {
        return file != null && Files.exists(file) && Header.of(file).isOld();
    }

    private static boolean isLocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        } catch (OverlappingFileLockException | IOException e) {
            return true;
        }
    }

    /**
     * What stands at the beginning of the file, twice.
     *
     * @param format 2 up to H2 2.1, 3 since then, 0 if it cannot be read
     * @param clean whether the file was closed in an orderly way
     */
    private record Header(int format, boolean clean) {
        private static final Pattern FORMAT = Pattern.compile("^H:2,.*\\bformat:(\\d{1,3})\\b");
        private static final Pattern CLEAN = Pattern.compile("^H:2,.*\\bclean:1\\b");

        static Header of(Path file) {
            try (InputStream in = Files.newInputStream(file)) {
                String first = new String(in.readNBytes(BLOCK), StandardCharsets.ISO_8859_1);
                String second = new String(in.readNBytes(BLOCK), StandardCharsets.ISO_8859_1);
                Matcher format = FORMAT.matcher(first);
                boolean clean =
                        CLEAN.matcher(first).find() && CLEAN.matcher(second).find();
                return new Header(format.find() ? Integer.parseInt(format.group(1)) : 0, clean);
            } catch (IOException e) {
                return new Header(0, false);
            }
        }

        boolean isOld() {
            return format == 1 || format == 2;
        }
    }
}
