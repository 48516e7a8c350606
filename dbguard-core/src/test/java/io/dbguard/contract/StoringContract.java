package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One after the other: what is stored is there, as it was stored. */
abstract class StoringContract extends StorageTest {
    StoringContract(StorageUnderTest place) {
        super(place);
    }

    @Test
    void whatWasCreatedIsReadByEverybody() throws IOException {
        assertThat(storage.create("a/b/c.json", bytes("x"))).isTrue();
        assertThat(place.open().read("a/b/c.json")).isEqualTo(bytes("x"));
        assertThat(place.open().size("a/b/c.json")).hasValue(1);
        assertThat(place.open().list("a")).containsExactly("a/b/c.json");
    }

    @Test
    void createNeverOverwrites() throws IOException {
        storage.create("a", bytes("first"));
        assertThat(storage.create("a", bytes("second"))).isFalse();
        assertThat(place.open().create("a", bytes("third"))).isFalse();
        assertThat(storage.create("a", bytes("first"))).as("the same again").isFalse();
        assertThat(storage.read("a")).isEqualTo(bytes("first"));
    }

    @Test
    void whatWasDeletedCanBeCreatedAgain() throws IOException {
        storage.create("a/b", bytes("first"));
        storage.delete("a/b");
        assertThat(storage.create("a/b", bytes("second"))).isTrue();
        assertThat(storage.read("a/b")).isEqualTo(bytes("second"));
    }

    @Test
    void replaceOverwritesWithLongerAndShorter() throws IOException {
        storage.replace("a", bytes("first"));
        storage.replace("a", bytes("the second, a longer one"));
        assertThat(storage.read("a")).isEqualTo(bytes("the second, a longer one"));
        storage.replace("a", bytes("3"));
        assertThat(storage.read("a")).isEqualTo(bytes("3"));
        assertThat(storage.size("a")).hasValue(1);
    }

    @Test
    void whatIsStagedOverwritesAndIsReadByEverybodyBeforeAndAfterItIsSettled() throws IOException {
        storage.create("a/b", bytes("first"));
        storage.stage("a/b", bytes("second"));
        storage.stage("c/d", bytes("x"));
        assertThat(place.open().read("a/b")).isEqualTo(bytes("second"));
        storage.settle(List.of("a/b", "c/d"));
        assertThat(place.open().read("a/b")).isEqualTo(bytes("second"));
        assertThat(place.open().read("c/d")).isEqualTo(bytes("x"));
        assertThat(place.open().list("a")).containsExactly("a/b");
    }

    @Test
    void onlyTheExpectedIsReplaced() throws IOException {
        storage.create("locks/a", bytes("mine"));
        assertThat(storage.replaceIfUnchanged("locks/a", bytes("other"), bytes("x")))
                .isFalse();
        assertThat(storage.replaceIfUnchanged("locks/a", bytes("min"), bytes("x")))
                .isFalse();
        assertThat(storage.replaceIfUnchanged("locks/a", bytes(""), bytes("x"))).isFalse();
        assertThat(storage.read("locks/a")).isEqualTo(bytes("mine"));
        assertThat(storage.replaceIfUnchanged("locks/a", bytes("mine"), bytes("yours")))
                .isTrue();
        assertThat(storage.read("locks/a")).isEqualTo(bytes("yours"));
        assertThat(storage.replaceIfUnchanged("locks/a", bytes("mine"), bytes("again")))
                .isFalse();
        assertThat(storage.read("locks/a")).isEqualTo(bytes("yours"));
        assertThat(storage.list("locks")).containsExactly("locks/a");
    }

    @Test
    void whatIsMissingIsNotReplaced() throws IOException {
        assertThat(storage.replaceIfUnchanged("locks/a", bytes(""), bytes("x"))).isFalse();
        storage.create("locks/b", bytes("x"));
        assertThat(storage.replaceIfUnchanged("locks/a", bytes(""), bytes("x"))).isFalse();
        assertThat(storage.size("locks/a")).isEmpty();
    }

    @Test
    void whatIsMissingIsSaidToBe() throws IOException {
        assertThatThrownBy(() -> storage.read("no/thing"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no/thing");
        assertThat(storage.size("no/thing")).isEmpty();
        assertThat(storage.stored("no")).isEmpty();
    }

    @Test
    void deletingTwiceIsDeleting() throws IOException {
        storage.create("a/b", bytes("x"));
        storage.create("a/c", bytes("y"));
        storage.delete("a/b");
        storage.delete("a/b");
        storage.delete("never/there");
        assertThat(storage.list("a")).containsExactly("a/c");
        assertThatThrownBy(() -> storage.read("a/b")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void nothingIsSomethingToStore() throws IOException {
        assertThat(storage.create("a/empty", new byte[0])).isTrue();
        assertThat(storage.create("a/empty", bytes("x"))).isFalse();
        assertThat(storage.read("a/empty")).isEmpty();
        assertThat(storage.size("a/empty")).hasValue(0);
        assertThat(storage.list("a")).containsExactly("a/empty");
        assertThat(storage.replaceIfUnchanged("a/empty", new byte[0], bytes("x")))
                .isTrue();
    }

    @Test
    void twentyMegabytesStayWhatTheyAre() throws IOException {
        byte[] content = new byte[20 << 20];
        new Random(20).nextBytes(content);
        assertThat(storage.create("created", content)).isTrue();
        storage.replace("replaced", content);
        assertThat(storage.read("created")).isEqualTo(content);
        assertThat(storage.read("replaced")).isEqualTo(content);
        assertThat(storage.size("created")).hasValue(content.length);
    }

    @Test
    void noSecretIsInItsName() {
        assertThat(storage.describe()).isNotBlank();
        assertThat(place.secrets()).allSatisfy(secret -> {
            assertThat(storage.describe()).doesNotContain(secret);
            assertThat(storage.toString()).doesNotContain(secret);
        });
    }
}
