package io.dbguard.internal.audit;

import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One of the files of the log. It is named after the number of its first line, so that names sort as lines do. */
final class Segment {
    /** The folder of the log. */
    static final String FOLDER = "audit";

    /** Where another one is begun: what is rewritten with each line stays small. */
    static final int FULL = 256 * 1024;

    private static final String SUFFIX = ".jsonl";

    private final String path;
    private final byte[] content;

    private Segment(String path, byte[] content) {
        this.path = path;
        this.content = content;
    }

    static String pathFrom(long number) {
        return String.format("%s/%012d%s", FOLDER, number, SUFFIX);
    }

    static List<String> paths(Storage storage) throws IOException {
        return storage.list(FOLDER).stream()
                .filter(path -> path.matches(FOLDER + "/\\d{12}\\" + SUFFIX))
                .toList();
    }

    static Optional<Segment> last(Storage storage) throws IOException {
        List<String> paths = paths(storage);
        return paths.isEmpty() ? Optional.empty() : Optional.of(read(storage, paths.get(paths.size() - 1)));
    }

    static Segment read(Storage storage, String path) throws IOException {
        return new Segment(path, storage.read(path));
    }

    String path() {
        return path;
    }

    /** Adds a line, unless somebody else was faster. */
    boolean append(Storage storage, byte[] line) throws IOException {
        byte[] after = Arrays.copyOf(content, content.length + line.length);
        System.arraycopy(line, 0, after, content.length, line.length);
        return storage.replaceIfUnchanged(path, content, after);
    }

    boolean isFull() {
        return content.length >= FULL;
    }

    /** The number that its name promises for its first line. */
    long firstNumber() {
        return Long.parseLong(path.substring(FOLDER.length() + 1, path.length() - SUFFIX.length()));
    }

    List<String> lines() {
        return new String(content, StandardCharsets.UTF_8).lines().toList();
    }
}
