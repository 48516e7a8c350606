package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
    @TempDir
    Path folder;

    @Test
    void helpAndVersionAreNoFailure() {
        assertThat(InProcess.run("--help").done().out()).contains("Usage: dbguard", "backup", "Exit codes");
        assertThat(InProcess.run("restore", "--help").done().out()).contains("--dry-run");
        assertThat(InProcess.run("--version").done().out())
                .startsWith("dbguard ")
                .contains("PostgreSQL", "H2");
    }

    @Test
    void whatIsMissingIsNamed() {
        InProcess.run().refused("A command is missing", "nothing was done");
        InProcess.run("list").refused("--repo DIR", "DBGUARD_REPO");
        InProcess.run("backup", "--repo", folder.toString()).refused("--url JDBC", "DBGUARD_URL");
        InProcess.run("show", "--repo", folder.toString()).refused("ID");
        InProcess.run("export", "latest", "--repo", folder.toString()).refused("--format", "--out");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsUnknownIsNamedWithoutItsValue() {
        InProcess.run("list", "--repo", folder.toString(), "--colour").refused("Unknown option --colour");
        Outcome outcome = InProcess.run("backup", "--repo", folder.toString(), "--passwort=hunter2", "hunter2");
        outcome.refused("Unknown option --passwort");
        assertThat(outcome.err()).doesNotContain("hunter2");
        InProcess.run("destroy").refused("nothing was done");
    }

    @Test
    void aPasswordThatIsGivenTwiceIsRefused() {
        String url = "jdbc:postgresql://localhost:1/x?password=hunter2";
        Outcome outcome = InProcess.run("backup", "--repo", folder.toString(), "--url", url, "--password", "hunter2");
        outcome.refused("Only one of");
        assertThat(outcome.err()).doesNotContain("hunter2");
    }

    @Test
    void aLabelThatCannotBePartOfAFileNameIsRefused() {
        H2Shop shop = new H2Shop(folder).fill();
        String repository = folder.resolve("backups").toString();
        InProcess.run(shop.on("backup", "--repo", repository, "--label", "../up"))
                .refused("label", "nothing was changed", "letters, digits");
        InProcess.run("list", "--repo", repository).done();
        assertThat(folder.resolve("up")).doesNotExist();
    }
}
