package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Everything that is there is found, in order, and nothing else. */
abstract class ListingContract extends StorageTest {
    private static final int MORE_THAN_A_PAGE = 1_100;

    ListingContract(StorageUnderTest place) {
        super(place);
    }

    @Test
    void everyDepthIsListedInOrder() throws IOException {
        for (String path : List.of("a/z", "a/b/c/d", "a/B", "a/b-c", "a/b.c", "a/0")) {
            storage.create(path, bytes("x"));
        }
        assertThat(storage.list("a")).containsExactly("a/0", "a/B", "a/b-c", "a/b.c", "a/b/c/d", "a/z");
        assertThat(storage.list("a/b")).containsExactly("a/b/c/d");
    }

    @Test
    void aFolderIsNotAnotherOneWhoseNameBeginsLikeIt() throws IOException {
        storage.create("blobs/1", bytes("x"));
        storage.create("blobs-old/2", bytes("x"));
        storage.create("blobs.json", bytes("x"));
        storage.create("blobs0/3", bytes("x"));
        storage.create("more/blobs/4", bytes("x"));
        assertThat(storage.list("blobs")).containsExactly("blobs/1");
        assertThat(storage.list("blob")).isEmpty();
        assertThat(storage.list("blobs.json")).isEmpty();
    }

    @Test
    void moreThanAPageIsListedWhole() throws IOException {
        List<String> paths = IntStream.range(0, MORE_THAN_A_PAGE)
                .mapToObj(i -> "many/" + i % 7 + "/" + i)
                .sorted()
                .toList();
        var shuffled = new ArrayList<>(paths);
        Collections.shuffle(shuffled, new Random(7));
        for (String path : shuffled) {
            storage.replace(path, bytes(path));
        }
        assertThat(storage.list("many")).isEqualTo(paths);
        assertThat(storage.stored("many"))
                .allSatisfy(s -> assertThat(s.size()).isEqualTo(s.path().length()));
    }

    @Test
    void sizesAndTimesAreThoseOfTheLastWrite() throws IOException {
        Instant start = Instant.now();
        storage.create("a/old", bytes("12345"));
        storage.create("a/new", bytes("1"));
        storage.replace("a/new", bytes("123"));
        List<Stored> stored = storage.stored("a");
        assertThat(stored).extracting(Stored::size).containsExactly(3L, 5L);
        assertThat(stored.get(0).modified()).isAfterOrEqualTo(stored.get(1).modified());
        assertThat(stored)
                .allSatisfy(s -> assertThat(Duration.between(start, s.modified()))
                        .as("nearly the same clock")
                        .isBetween(Duration.ofHours(-1), Duration.ofHours(1)));
    }
}
