package io.dbguard.postgres.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shell blocks of docs/manual-recovery.md, with other values for the variables that they set. */
public final class RecoveryPage {
    private static final Pattern BLOCK = Pattern.compile("(?s)(<!-- signed -->\\n)?```sh\\n(.*?)```");

    private final Path folder;

    /** Creates the page; the folder gets what it writes and a stand-in for a tool that is missing. */
    public RecoveryPage(Path folder) {
        this.folder = folder;
    }

    /** What a shell said, both streams together, and its exit code. */
    public record Said(int code, String text) {}

    /** Runs all blocks one after the other in one shell. */
    public Said run(Map<String, String> values, boolean signed) {
        try {
            Path script = Files.writeString(folder.resolve("page.sh"), script(values, signed));
            Path said = folder.resolve("said");
            var shell = new ProcessBuilder("sh", script.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            shell.environment().merge("PATH", tools().toString(), (path, ours) -> path + ":" + ours);
            int code = shell.start().waitFor();
            return new Said(code, Files.readString(said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String script(Map<String, String> values, boolean signed) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "manual-recovery.md"));
        List<String> blocks = BLOCK.matcher(page)
                .results()
                .filter(block -> signed || block.group(1) == null)
                .map(block -> block.group(2))
                .toList();
        String script = String.join("", blocks);
        for (var value : values.entrySet()) {
            Pattern set = Pattern.compile("(?m)(^|export .*?)\\b" + value.getKey() + "=\\S+");
            if (!set.matcher(script).find()) {
                throw new AssertionError("The page does not set " + value.getKey());
            }
            script = set.matcher(script)
                    .replaceFirst(result -> java.util.regex.Matcher.quoteReplacement(
                            result.group(1) + value.getKey() + "='" + value.getValue() + "'"));
        }
        return script;
    }

    /**
     * The build server installs all tools. Elsewhere a machine without age gets one that is made of the same library as
     * dbguard, and says so; without one of the others the page cannot be followed.
     */
    private Path tools() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        if (!isInstalled("age")) {
            System.out.println("The tool age is not installed; this run uses a stand-in made of dbguard's own library");
            Path age = bin.resolve("age");
            Files.writeString(
                    age,
                    "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                            + System.getProperty("java.class.path") + "' " + AgeStandIn.class.getName() + " \"$@\"\n");
            age.toFile().setExecutable(true);
        }
        List<String> missing = Stream.of("jq", "zstd", "psql", "sha256sum", "openssl")
                .filter(tool -> !isInstalled(tool))
                .toList();
        assumeTrue(
                missing.isEmpty(),
                "Needs " + missing + "; on Debian: apt install age jq zstd postgresql-client openssl");
        return bin;
    }

    private static boolean isInstalled(String tool) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
