package io.dbguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one class of accidents has cost so far. The figures of all campaigns of a build are added up in a folder, so that
 * the last one that ends prints them all. Thread-safe.
 */
public final class Campaign {
    private static final Path FOLDER = Path.of(System.getProperty("dbguard.chaos.figures", "target/chaos"));

    private final String name;
    private final Random random;
    private final Map<String, Integer> figures = new TreeMap<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> falselyListed = new ArrayList<>();

    /** Starts a campaign and prints its seed. */
    public Campaign(String name) {
        this.name = name;
        long seed = Long.getLong("dbguard.chaos.seed", System.nanoTime());
        this.random = new Random(seed);
        System.out.println("Chaos: " + name + ", " + (isFull() ? "full" : "short") + ", -Ddbguard.chaos.seed=" + seed);
    }

    /** Returns whether every point is to be tried, and not a few of them. */
    public static boolean isFull() {
        return Boolean.getBoolean("dbguard.chaos.full");
    }

    /** Returns all in a full campaign, otherwise so many of them, chosen by the seed. */
    public <T> List<T> some(int count, List<T> all) {
        return some(count, Integer.MAX_VALUE, all);
    }

    /** Returns so many in a short campaign and so many in a full one, chosen by the seed. */
    public synchronized <T> List<T> some(int inShort, int inFull, List<T> all) {
        int count = isFull() ? inFull : inShort;
        if (all.size() <= count) {
            return all;
        }
        var shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, count);
    }

    /** Returns dice. */
    public synchronized Random random() {
        return new Random(random.nextLong());
    }

    /** Counts one more of a kind of accident. */
    public synchronized void count(String accident) {
        count(accident, 1);
    }

    /** Counts some more of a kind of accident. */
    public synchronized void count(String accident, int more) {
        figures.merge(accident, more, Integer::sum);
    }

    /** Returns how many accidents of a kind there were. */
    public synchronized int figure(String accident) {
        return figures.getOrDefault(accident, 0);
    }

    /** Notes a backup, or something of it, that was reported as done and is gone or changed. */
    public synchronized void lost(String what) {
        lost.add(what);
    }

    /** Notes something that was called good and is not. */
    public synchronized void falselyListed(String what) {
        falselyListed.add(what);
    }

    /** Prints the figures and fails if anything was lost or called good without being so. */
    public synchronized void finish() {
        figures.put("lost", lost.size());
        figures.put("falsely listed", falselyListed.size());
        try {
            Files.createDirectories(FOLDER);
            Files.write(
                    FOLDER.resolve(name.replace(' ', '-') + ".txt"),
                    figures.entrySet().stream()
                            .map(figure -> figure.getKey() + "=" + figure.getValue())
                            .toList());
            System.out.println("Chaos: " + name + ": " + figures + "; all campaigns together: " + total());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(lost).as("lost").isEmpty();
        assertThat(falselyListed).as("falsely listed").isEmpty();
    }

    private static Map<String, Integer> total() throws IOException {
        var total = new TreeMap<String, Integer>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    int equals = line.indexOf('=');
                    total.merge(line.substring(0, equals), Integer.valueOf(line.substring(equals + 1)), Integer::sum);
                }
            }
        }
        return total;
    }
}
