package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.Jar;
import io.dbguard.cli.testing.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variables of a real environment, from one deployment to the next. */
class CriticalVariablesJarTest {
    private static final String SECRET = "hunter2";

    @TempDir
    Path folder;

    @Test
    void aChangedOrMissingVariableIsFoundAndItsValueIsNowhere() throws IOException {
        H2Shop shop = new H2Shop(folder).fill();
        Path repository = folder.resolve("backups");
        String[] check = shop.on(
                "check",
                "--verbose",
                "--repo",
                repository.toString(),
                "--allow-temporary-storage",
                "--critical",
                "API_KEY",
                "--remember");
        Jar jar = Jar.plain();
        jar.run(shop.on("backup", "--repo", repository.toString())).done();

        Outcome good = jar.with("API_KEY", SECRET).run(check).done();
        Outcome same = jar.with("API_KEY", SECRET).run(check).done();
        Outcome changed = jar.with("API_KEY", SECRET + "3").run(check).found();
        Outcome missing = jar.run(check).found();

        assertThat(same.out()).contains("PASS  environment   1 critical variable as at");
        assertThat(changed.out()).contains("FAIL  environment   API_KEY changed");
        assertThat(missing.out()).contains("FAIL  environment   API_KEY has no value");
        for (Outcome outcome : new Outcome[] {good, same, changed, missing}) {
            assertThat(outcome.out() + outcome.err()).doesNotContain(SECRET);
        }
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
            }
        }
    }
}
