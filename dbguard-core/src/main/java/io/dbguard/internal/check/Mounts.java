package io.dbguard.internal.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file systems of a Linux machine, as {@code /proc/self/mounts} lists them: device, folder, type, options; with
 * blanks in a folder's name as octal numbers (proc(5), fstab(5)).
 *
 * @param mounts in the order of the list: a later one covers an earlier one
 */
record Mounts(List<Mount> mounts) {
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    /** Copies the list, so that this can be shared. */
    Mounts {
        mounts = List.copyOf(mounts);
    }

    /**
     * A file system.
     *
     * @param folder where it begins
     * @param type such as {@code ext4}
     */
    record Mount(Path folder, String type) {}

    static Mounts parse(List<String> lines) {
        return new Mounts(lines.stream()
                .map(line -> line.split(" "))
                .filter(fields -> fields.length >= 3 && fields[1].startsWith("/"))
                .map(fields -> new Mount(Path.of(unescaped(fields[1])), fields[2]))
                .toList());
    }

    /** Returns the one that holds a folder. */
    Optional<Mount> of(Path folder) {
        return mounts.stream()
                .filter(mount -> folder.startsWith(mount.folder))
                .reduce((one, next) -> next.folder.getNameCount() >= one.folder.getNameCount() ? next : one);
    }

    private static String unescaped(String text) {
        return OCTAL.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 8))));
    }
}
