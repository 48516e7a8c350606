package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.AnsweringTerminal;
import io.dbguard.cli.testing.H2Shop;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfirmationTest {
    @TempDir
    Path folder;

    private H2Shop shop;
    private String repository;
    private String good;
    private String damaged;

    @BeforeEach
    void loseData() {
        shop = new H2Shop(folder).fill();
        repository = folder.resolve("backups").toString();
        good = shop.content();
        InProcess.backup(shop.on("backup", "--repo", repository));
        shop.destroy();
        damaged = shop.content();
    }

    private String[] restore() {
        return shop.on("restore", "--repo", repository);
    }

    @Test
    void withoutATerminalNothingIsReplaced() {
        InProcess.run(restore()).refused("would replace", "nothing was changed", "--dry-run", "--yes");
        assertThat(shop.content()).isEqualTo(damaged);
    }

    @Test
    void anythingButTheNameOfTheDatabaseMeansNo() {
        for (String answer : new String[] {"no", "", "y", "yes"}) {
            InProcess.run(new AnsweringTerminal(answer), restore())
                    .refused("this was not confirmed", "nothing was changed");
        }
        assertThat(shop.content()).isEqualTo(damaged);
    }

    @Test
    void theNameOfTheDatabaseMeansYes() {
        var person = new AnsweringTerminal("SHOP");
        InProcess.run(person, restore()).done();
        assertThat(person.questions()).singleElement().asString().contains("Type the name of the database");
        assertThat(shop.content()).isEqualTo(good);
    }

    @Test
    void aRestoreThatTakesNothingAwayNeedsNoConfirmation() {
        shop.run("DROP TABLE customers");
        InProcess.run(restore()).done();
        assertThat(shop.content()).isEqualTo(good);
    }

    @Test
    void aDryRunChangesNotAByteOfTheFile() {
        byte[] before = shop.bytes();
        InProcess.run(shop.on("restore", "--dry-run", "--repo", repository)).done();
        assertThat(shop.bytes()).isEqualTo(before);
    }

    @Test
    void aMissingPasswordIsAskedForAndNotShown(@TempDir Path elsewhere) {
        var locked = new H2Shop(elsewhere, "open sesame");
        locked.fill();
        var person = new AnsweringTerminal("open sesame");
        var outcome =
                InProcess.run(person, locked.on("backup", "--repo", repository)).done();
        assertThat(person.questions()).singleElement().asString().startsWith("Password for jdbc:h2:");
        assertThat(outcome.out() + outcome.err()).doesNotContain("sesame");
    }
}
