package io.dbguard.chaos.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A file system of its own in memory, so small that it can be filled. Linux lets only root have one. */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 4096;

    private final Path root;
    private final Thread atTheLatest;

    private SmallDisk(Path root) {
        this.root = root;
        this.atTheLatest = new Thread(this::unmount);
        Runtime.getRuntime().addShutdownHook(atTheLatest);
    }

    /**
     * Mounts one.
     *
     * @param root an empty folder
     * @throws IOException if it cannot be mounted here; says why
     */
    public static SmallDisk mount(Path root) throws IOException {
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", root.toString());
        return new SmallDisk(root);
    }

    private static void run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Fills it until so many blocks are left. */
    public void fill(int blocksLeft) throws IOException {
        try (FileChannel filler = FileChannel.open(filler(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long written = 0;
            try {
                while (true) {
                    written += filler.write(ByteBuffer.allocate(BLOCK));
                }
            } catch (IOException e) {
                filler.truncate(written / BLOCK * BLOCK - (long) blocksLeft * BLOCK);
            }
        }
    }

    /** Makes room again. */
    public void makeRoom() throws IOException {
        Files.delete(filler());
    }

    /** Removes everything. */
    public void clear() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                if (!file.equals(root)) {
                    Files.delete(file);
                }
            }
        }
    }

    private Path filler() {
        return root.resolve("filler");
    }

    @Override
    public void close() {
        unmount();
        Runtime.getRuntime().removeShutdownHook(atTheLatest);
    }

    private void unmount() {
        try {
            run("umount", "--lazy", root.toString());
        } catch (IOException e) {
            System.err.println("Cannot unmount " + root + ": " + e.getMessage());
        }
    }
}
