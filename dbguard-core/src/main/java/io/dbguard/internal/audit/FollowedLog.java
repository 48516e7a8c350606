package io.dbguard.internal.audit;

import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a copy keeps of the audit log of the place that it is a copy of: lines are added to it and never taken away, so that the
 * newest ones are missed even when no line after them seals them. The copy's own log, of what was done with the copy, is
 * another one.
 */
public final class FollowedLog {
    private static final String FOLDER = "audit-of-origin";

    private final Storage copy;
    private final Storage origin;

    /**
     * Puts the two together.
     *
     * @param copy where the lines are kept
     * @param origin whose log it is
     */
    public FollowedLog(Storage copy, Storage origin) {
        this.copy = copy;
        this.origin = origin;
    }

    /**
     * Adds what the log has gained. What is no longer as it was there stays as it was here.
     *
     * @return what the copy holds and the log does not, a sentence for each file
     * @throws IOException if one of the two cannot be read, or the copy not be written
     */
    public List<String> follow() throws IOException {
        Map<String, Long> kept = sizes();
        for (Stored segment : origin.stored(Segment.FOLDER)) {
            Long size = kept.get(inCopy(segment.path()));
            if (size == null) {
                copy.create(inCopy(segment.path()), origin.read(segment.path()));
            } else if (size < segment.size()) {
                extend(segment.path());
            }
        }
        return missing();
    }

    private void extend(String path) throws IOException {
        byte[] before = copy.read(inCopy(path));
        byte[] now = origin.read(path);
        if (isBeginningOf(before, now)) {
            copy.replaceIfUnchanged(inCopy(path), before, now);
        }
    }

    /**
     * Returns what the copy holds and the log does not, a sentence for each file.
     *
     * @throws IOException if one of the two cannot be read
     */
    public List<String> missing() throws IOException {
        List<String> missing = new ArrayList<>();
        List<String> present = Segment.paths(origin);
        for (String kept : sizes().keySet()) {
            String path = Segment.FOLDER + kept.substring(FOLDER.length());
            byte[] before = copy.read(kept);
            byte[] now = present.contains(path) ? origin.read(path) : new byte[0];
            if (!isBeginningOf(before, now)) {
                missing.add(path + ": " + difference(before, now) + " in the copy in " + copy.describe());
            }
        }
        return missing;
    }

    private static String difference(byte[] before, byte[] now) {
        boolean cut = isBeginningOf(now, before);
        long lines = cut ? lines(before) - lines(now) : 0;
        return lines > 0 ? "its last " + lines + " lines are missing; they are" : "lines are not what they are";
    }

    private static long lines(byte[] content) {
        long lines = 0;
        for (byte one : content) {
            lines += one == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static boolean isBeginningOf(byte[] part, byte[] whole) {
        return whole.length >= part.length && Arrays.equals(part, 0, part.length, whole, 0, part.length);
    }

    private Map<String, Long> sizes() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        for (Stored stored : copy.stored(FOLDER)) {
            sizes.put(stored.path(), stored.size());
        }
        return sizes;
    }

    private static String inCopy(String path) {
        return FOLDER + path.substring(Segment.FOLDER.length());
    }
}
