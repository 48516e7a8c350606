package io.dbguard.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriticalVariablesTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Storage storage;
    private EnvironmentKey key;

    @BeforeEach
    void createKey() {
        storage = new LocalStorage(folder);
        key = EnvironmentKey.findOrCreate(storage);
    }

    private CriticalVariables named(String... names) {
        return new CriticalVariables(List.of(names), Map.of(), environment::get);
    }

    @Test
    void equalValuesHaveEqualHashesAndNoOthersDo() {
        environment.put("A", "one");
        Map<String, String> first = named("A").hashes(key);
        assertThat(first.get("A")).matches("[0-9a-f]{64}");
        assertThat(named("A").hashes(key)).isEqualTo(first);
        environment.put("A", "two");
        assertThat(named("A").hashes(key)).isNotEqualTo(first);
    }

    @Test
    void equalValuesUnderTwoNamesDoNotShow() {
        environment.put("A", "same");
        environment.put("B", "same");
        Map<String, String> hashes = named("A", "B").hashes(key);
        assertThat(hashes.get("A")).isNotEqualTo(hashes.get("B"));
    }

    @Test
    void anotherRepositoryHasOtherHashes(@TempDir Path elsewhere) {
        environment.put("A", "one");
        EnvironmentKey other = EnvironmentKey.findOrCreate(new LocalStorage(elsewhere));
        assertThat(named("A").hashes(other)).isNotEqualTo(named("A").hashes(key));
    }

    @Test
    void theKeyIsMadeOnce() {
        environment.put("A", "one");
        assertThat(named("A").hashes(EnvironmentKey.findOrCreate(storage)))
                .isEqualTo(named("A").hashes(key));
    }

    @Test
    void aDamagedKeyIsNone() throws Exception {
        Path file = folder.resolve("environment/key.json");
        String text = Files.readString(file);
        int digit = text.indexOf(": \"") + 4;
        char other = text.charAt(digit) == '0' ? '1' : '0';
        Files.writeString(file, text.substring(0, digit) + other + text.substring(digit + 1));
        assertThat(EnvironmentKey.find(storage)).isEmpty();
    }

    @Test
    void whatHasNoValueIsMissing() {
        environment.put("A", "one");
        environment.put("B", "");
        CriticalVariables variables = named("A", "B", "C").and(Map.of("D", "", "E", "five"));
        assertThat(variables.names()).containsExactly("A", "B", "C", "D", "E");
        assertThat(variables.missing()).containsExactly("B", "C", "D");
        assertThat(variables.hashes(key)).containsOnlyKeys("A", "E");
    }

    @Test
    void aMapThatChangesLaterChangesNothing() {
        Map<String, String> mine = new HashMap<>(Map.of("A", "one"));
        CriticalVariables variables = CriticalVariables.NONE.and(mine);
        Map<String, String> before = variables.hashes(key);
        mine.put("A", "two");
        assertThat(variables.hashes(key)).isEqualTo(before);
    }

    @Test
    void noTextShowsAValueOrTheKey() throws Exception {
        environment.put("A", "hunter2");
        CriticalVariables variables = named("A").and(Map.of("B", "hunter2"));
        String secret = Files.readString(folder.resolve("environment/key.json"), StandardCharsets.UTF_8)
                .replaceAll("(?s).*\"key\" : \"([0-9a-f]{64})\".*", "$1");
        assertThat(variables + " " + variables.hashes(key) + " " + key)
                .contains("[A, B]")
                .doesNotContain("hunter2")
                .doesNotContain(secret);
    }
}
