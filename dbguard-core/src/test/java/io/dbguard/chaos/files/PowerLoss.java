package io.dbguard.chaos.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Works out what a disk may hold when the power goes after some steps. What was forced is there. A new name, a move or a
 * removal whose folder was not forced since may have happened or not, each on its own; a file whose content was not forced
 * since it was written may be empty, half there, or full of zeros. That is what POSIX allows, which is more than any one
 * file system does.
 */
public final class PowerLoss {
    private static final int EXHAUSTIVE = 8;
    private static final int SAMPLES = 64;

    private final List<Change> durable = new ArrayList<>();
    private final List<Change> open = new ArrayList<>();
    private final List<Change> all = new ArrayList<>();
    private final Map<Path, Content> names = new HashMap<>();

    /** The bytes of a file, and those of them that were forced to the disk. */
    private static final class Content {
        private byte[] written = new byte[0];
        private byte[] forced = new byte[0];

        boolean isForced() {
            return Arrays.equals(written, forced);
        }
    }

    /** A change of folders: a name gone, a name new; a folder is a name without content. */
    private record Change(Path gone, Path made, Content content) {
        boolean isIn(Path folder) {
            return folder.equals(made == null ? gone.getParent() : made.getParent());
        }
    }

    /** Carries the steps out. */
    public PowerLoss(List<Step> steps) {
        steps.forEach(this::apply);
    }

    private void apply(Step step) {
        Path path = step.path();
        switch (step.kind()) {
            case CREATE -> change(null, path, new Content());
            case MAKE_FOLDER -> change(null, path, null);
            case WRITE -> names.get(path).written = joined(names.get(path).written, step.data());
            case FORCE -> names.get(path).forced = names.get(path).written;
            case FORCE_FOLDER -> {
                open.stream().filter(change -> change.isIn(path)).forEach(durable::add);
                open.removeIf(change -> change.isIn(path));
            }
            case LINK -> change(null, step.other(), names.get(path));
            case MOVE -> change(path, step.other(), names.get(path));
            case DELETE -> change(path, null, null);
            case STATEMENT -> {}
        }
    }

    private void change(Path gone, Path made, Content content) {
        var change = new Change(gone, made, content);
        all.add(change);
        open.add(change);
        if (gone != null) {
            names.remove(gone);
        }
        if (content != null) {
            names.put(made, content);
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /**
     * Returns disks as they may be found, each the content of the files below a folder by path; all combinations if they
     * are few, otherwise some of them.
     */
    public List<Map<String, byte[]>> disks(Path root, Random random) {
        List<Map<String, byte[]>> disks = new ArrayList<>();
        boolean few = open.size() <= EXHAUSTIVE;
        for (long i = 0; i < (few ? 1L << open.size() : SAMPLES); i++) {
            Set<Change> happened = new HashSet<>(durable);
            for (int bit = 0; bit < open.size(); bit++) {
                if (few ? (i >> bit & 1) == 1 : random.nextBoolean()) {
                    happened.add(open.get(bit));
                }
            }
            for (Damage damage : Damage.values()) {
                disks.add(disk(root, happened, damage));
            }
        }
        return disks;
    }

    /** What becomes of a file that was not forced. */
    private enum Damage {
        ALL_THERE,
        AS_FORCED,
        HALF,
        ZEROS;

        byte[] of(Content content) {
            if (content.isForced() || this == ALL_THERE) {
                return content.written;
            }
            return switch (this) {
                case HALF -> Arrays.copyOf(content.written, content.written.length / 2);
                case ZEROS -> new byte[content.written.length];
                default -> content.forced;
            };
        }
    }

    private Map<String, byte[]> disk(Path root, Set<Change> happened, Damage damage) {
        Map<Path, Content> found = new HashMap<>();
        Set<Path> folders = new HashSet<>();
        for (Change change : all) {
            if (!happened.contains(change)) {
                continue;
            }
            if (change.gone != null) {
                found.remove(change.gone);
            }
            if (change.made != null && change.content == null) {
                folders.add(change.made);
            } else if (change.made != null) {
                found.put(change.made, change.content);
            }
        }
        Map<String, byte[]> disk = new TreeMap<>();
        found.forEach((path, content) -> {
            if (isReachable(path, root, folders)) {
                disk.put(root.relativize(path).toString().replace('\\', '/'), damage.of(content));
            }
        });
        disk.keySet().removeIf(path -> path.startsWith(".") || path.contains("/."));
        return disk;
    }

    private static boolean isReachable(Path path, Path root, Set<Path> folders) {
        for (Path folder = path.getParent(); folder.startsWith(root); folder = folder.getParent()) {
            if (!folders.contains(folder)) {
                return false;
            }
        }
        return path.startsWith(root);
    }
}
