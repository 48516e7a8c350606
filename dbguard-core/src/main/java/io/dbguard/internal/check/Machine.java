package io.dbguard.internal.check;

import io.dbguard.internal.check.Mounts.Mount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the machine by which a folder that lasts can be told from one that does not.
 *
 * @param temporary folders that are emptied now and then, or when the machine starts
 * @param mounts its file systems, empty if it does not list them
 * @param container whether it is a container that says so
 */
record Machine(List<Path> temporary, Mounts mounts, boolean container) {
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs");
    private static final Set<String> LAYERS =
            Set.of("overlay", "overlayfs", "aufs", "unionfs", "fuse.fuse-overlayfs", "fuse.unionfs");

    /** Copies the list, so that this can be shared. */
    Machine {
        temporary = List.copyOf(temporary);
    }

    static Machine here() {
        List<Path> temporary = Stream.of(
                        System.getProperty("java.io.tmpdir", "/tmp"), "/tmp", "/var/tmp", "/dev/shm", "/run")
                .map(Path::of)
                .flatMap(folder -> Stream.of(folder.toAbsolutePath().normalize(), real(folder)))
                .distinct()
                .toList();
        boolean container = Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"));
        return new Machine(temporary, listed(), container);
    }

    /** Returns why what is stored in a folder does not last, empty if nothing speaks against it. */
    Optional<String> doubt(Path folder) {
        Path plain = folder.toAbsolutePath().normalize();
        Path real = real(folder);
        Optional<Path> cleared = temporary.stream()
                .filter(place -> plain.startsWith(place) || real.startsWith(place))
                .findFirst();
        if (cleared.isPresent()) {
            return Optional.of("is below " + cleared.get() + ", a folder for temporary files");
        }
        Optional<Mount> mount = mounts.of(real);
        String type = mount.map(Mount::type).orElseGet(() -> typeOf(real));
        if (IN_MEMORY.contains(type)) {
            return Optional.of("is in memory (" + type + ")");
        }
        boolean ownLayer = container
                && mount.filter(found -> found.folder().getNameCount() == 0).isPresent();
        return LAYERS.contains(type) || ownLayer
                ? Optional.of("is in a container's own layer (" + type + "), which goes with the container")
                : Optional.empty();
    }

    /** Where the folder is not there yet, the nearest one above it tells. */
    private static Path real(Path folder) {
        Path plain = folder.toAbsolutePath().normalize();
        Path there = plain;
        while (there != null && !Files.exists(there)) {
            there = parent(there);
        }
        try {
            return there == null ? plain : there.toRealPath().resolve(there.relativize(plain));
        } catch (IOException e) {
            return plain;
        }
    }

    private static @Nullable Path parent(Path folder) {
        return folder.getParent();
    }

    private static String typeOf(Path folder) {
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = parent(there);
        }
        try {
            return there == null ? "" : Files.getFileStore(there).type();
        } catch (IOException e) {
            return "";
        }
    }

    private static Mounts listed() {
        try {
            return Mounts.parse(
                    Files.exists(MOUNTS) ? Files.readAllLines(MOUNTS, StandardCharsets.ISO_8859_1) : List.of());
        } catch (IOException e) {
            return new Mounts(new ArrayList<>());
        }
    }
}
