package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.NoTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The page on the command line and the command line say the same. */
class CommandLinePageTest {
    private static final Pattern OPTION = Pattern.compile("(?<![-\\w])--[a-z][-a-z]*|`-[a-zA-Z]`");

    private final String page = read(Path.of("..", "docs", "command-line.md"));
    private final CommandLine root = Dbguard.commandLine(new NoTerminal());

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Stream<CommandLine> commands() {
        return Stream.concat(Stream.of(root), root.getSubcommands().values().stream());
    }

    private Set<String> optionsOnThePage() {
        return OPTION.matcher(page)
                .results()
                .map(match -> match.group().replace("`", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String section(String command) {
        return page.substring(page.indexOf("## `" + command)).split("\n## ", 2)[0];
    }

    @Test
    void everyCommandHasASection() {
        assertThat(root.getSubcommands().keySet())
                .isNotEmpty()
                .allSatisfy(command -> assertThat(page).containsPattern("(?m)^## `" + command + "( .*)?`$"));
    }

    @Test
    void everyOptionIsOnThePageAndThePageKnowsNoOther() {
        Set<String> options = commands()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(optionsOnThePage()).isEqualTo(options);
    }

    @Test
    void whatOnlyOneCommandHasIsInItsSection() {
        for (CommandLine command : root.getSubcommands().values()) {
            command.getCommandSpec().options().stream()
                    .filter(option -> commands()
                                    .filter(c -> c.getCommandSpec().findOption(option.longestName()) != null)
                                    .count()
                            == 1)
                    .forEach(option ->
                            assertThat(section(command.getCommandName())).contains("`" + option.longestName()));
        }
    }

    @Test
    void everyVariableAndExitCodeIsOnThePage() {
        for (String name : "URL REPO USER PASSWORD RECIPIENTS IDENTITY_FILE SIGNING_KEY TRUST".split(" ")) {
            assertThat(page).contains("| `DBGUARD_" + name + "` |");
        }
        for (int code : new int[] {ExitCode.DONE, ExitCode.FOUND, ExitCode.USAGE, ExitCode.FAILED}) {
            assertThat(page).contains("\n| " + code + " | ");
        }
    }

    @Test
    void everyFieldOfADocumentIsInTheSectionOfItsCommand(@TempDir Path folder) throws IOException {
        H2Shop shop = new H2Shop(folder).fill();
        String repository = folder.resolve("backups").toString();
        String damaged = InProcess.backup(shop.on("backup", "--repo", repository));
        InProcess.backup(shop.on("backup", "--repo", repository));
        for (String[] command : new String[][] {
            {"list"},
            {"show", "latest"},
            shop.on("status"),
            shop.on("check"),
            {"prune", "--keep-last", "1", "--dry-run"}
        }) {
            String[] all = Stream.concat(Stream.of(command), Stream.of("--json", "--repo", repository))
                    .toArray(String[]::new);
            for (String field : fields(InProcess.run(all).json(), new TreeSet<>())) {
                assertThat(section(command[0])).contains("`" + field + "`");
            }
            // What comes next also meets damage.
            Files.writeString(Path.of(repository, "manifests", damaged + ".json"), "{");
        }
    }

    private static Set<String> fields(JsonNode node, Set<String> found) {
        node.fieldNames().forEachRemaining(found::add);
        node.forEach(child -> fields(child, found));
        return found;
    }
}
