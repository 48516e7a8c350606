package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.spi.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Several at once, through one storage object and through several. */
abstract class SharingContract extends StorageTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 10;

    SharingContract(StorageUnderTest place) {
        super(place);
    }

    @Test
    void ofManyWhoCreateTheSameExactlyOneWins() throws Exception {
        Storage other = place.open();
        for (int round = 0; round < ROUNDS; round++) {
            String path = "race/" + round;
            List<Boolean> won = together(i -> () -> (i % 2 == 0 ? storage : other).create(path, filled(5_000, i)));
            assertThat(won).as("round %s", round).containsOnlyOnce(true);
            assertThat(storage.read(path)).isEqualTo(filled(5_000, won.indexOf(true)));
        }
    }

    @Test
    void ofManyWhoCreateEqualContentExactlyOneWins() throws Exception {
        Storage other = place.open();
        List<Boolean> won = together(i -> () -> (i % 2 == 0 ? storage : other).create("race", bytes("equal")));
        assertThat(won).containsOnlyOnce(true);
    }

    @Test
    void ofManyWhoReplaceTheExpectedExactlyOneWins() throws Exception {
        Storage other = place.open();
        storage.create("lock", filled(10, 100));
        byte[] held = filled(10, 100);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] expected = held;
            int base = round * THREADS;
            List<Boolean> won = together(i ->
                    () -> (i % 2 == 0 ? storage : other).replaceIfUnchanged("lock", expected, filled(20, base + i)));
            assertThat(won).as("round %s", round).containsOnlyOnce(true);
            held = filled(20, base + won.indexOf(true));
            assertThat(storage.read("lock")).isEqualTo(held);
        }
    }

    @Test
    void whoeverReadsWhileAnotherReplacesSeesOneOrTheOther() throws Exception {
        Storage other = place.open();
        storage.create("a/b", version(0));
        var done = new AtomicBoolean();
        List<Integer> seen = together(i -> i == 0 ? () -> write(done) : () -> read(other, done));
        assertThat(seen.subList(1, THREADS)).allSatisfy(n -> assertThat(n).isPositive());
    }

    private int write(AtomicBoolean done) throws Exception {
        try {
            for (int v = 1; v <= 40; v++) {
                storage.replace("a/b", version(v));
            }
            return 40;
        } finally {
            done.set(true);
        }
    }

    private static int read(Storage storage, AtomicBoolean done) throws Exception {
        int reads = 0;
        do {
            byte[] content = storage.read("a/b");
            assertThat(content).isEqualTo(version(content[0]));
            assertThat(storage.list("a")).containsExactly("a/b");
            reads++;
        } while (!done.get());
        return reads;
    }

    /** Sequences of quite different lengths, each full of its own number. */
    private static byte[] version(int number) {
        return filled(1 + number % 5 * 50_000, number);
    }

    private static <T> List<T> together(IntFunction<Callable<T>> work) throws Exception {
        var start = new CyclicBarrier(THREADS);
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Callable<T> one = work.apply(i);
                running.add(threads.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
