package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path may come from a manifest that somebody else wrote: it leads to a place inside, or nowhere. */
abstract class PathsContract extends StorageTest {
    PathsContract(StorageUnderTest place) {
        super(place);
    }

    @Test
    void everyAllowedCharacterIsKept() throws IOException {
        String segment = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-0123456789.x..y.";
        String path = "-/_/" + segment + "/" + "n".repeat(200);
        assertThat(storage.create(path, bytes("x"))).isTrue();
        assertThat(storage.read(path)).isEqualTo(bytes("x"));
        assertThat(storage.list("-")).containsExactly(path);
        storage.delete(path);
        assertThat(storage.size(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../out",
                "a/../../out",
                "a/..",
                "a/./b",
                "/out",
                "//out",
                "/etc/passwd",
                "a//b",
                "a/",
                "a\\b",
                "..\\out",
                "C:out",
                "a\u0000b",
                "a\nb",
                "a b",
                "a%2e%2e",
                "~",
                "*",
                "a?b",
                "ü",
                "a/\u2025/b",
                ".hidden",
                "a/.pending-1"
            })
    void noOtherPathOpensAnything(String path) throws Exception {
        storage.create("a/b", bytes("inside"));
        Object before = place.surroundings();
        refused(() -> storage.create(path, bytes("x")));
        refused(() -> storage.replace(path, bytes("x")));
        refused(() -> storage.replaceIfUnchanged(path, bytes("inside"), bytes("x")));
        refused(() -> storage.read(path));
        refused(() -> storage.size(path));
        refused(() -> storage.stored(path));
        refused(() -> storage.list(path));
        refused(() -> storage.delete(path));
        assertThat(place.surroundings()).isEqualTo(before);
        assertThat(storage.read("a/b")).isEqualTo(bytes("inside"));
    }

    private static void refused(ThrowingCallable access) {
        assertThatThrownBy(access)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a path inside the repository")
                .message()
                .doesNotContain("\n");
    }
}
