package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.Jar;
import io.dbguard.cli.testing.Shop;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, with the finished jar, the same for every database. */
abstract class RoundTrip {
    @TempDir
    Path folder;

    private final Jar jar = Jar.plain();
    private Shop shop;

    abstract Shop open(Path place);

    @BeforeEach
    void openShop() {
        shop = open(folder);
    }

    @AfterEach
    void closeShop() {
        shop.close();
    }

    @Test
    void whatWasDestroyedComesBackRowForRow() {
        String before = shop.fill().content();
        String id = jar.run(on("backup", "--label", "first")).done().lastLine();
        assertThat(jar.run(here("list")).done().out()).contains(id, "first", "never");
        assertThat(jar.run(here("show", id)).done().out()).containsIgnoringCase("customers");
        assertThat(jar.run(here("verify", id)).done().out()).contains("intact", "504 rows");

        shop.destroy();
        String destroyed = shop.content();
        assertThat(destroyed).isNotEqualTo(before);
        jar.run(here("verify", id, "--against-url", shop.url())).found();
        assertThat(jar.run(on("restore", "--dry-run")).done().out())
                .contains("create", "Nothing was changed.")
                .containsPattern("(?i)customers +replace rows +3 +1 +0");
        jar.run(on("restore", id)).refused("nothing was changed", "--yes");
        assertThat(shop.content()).isEqualTo(destroyed);

        assertThat(jar.run(on("restore", id, "--yes")).done().out()).contains("504 rows", "safety backup");
        assertThat(shop.content()).isEqualTo(before);
        jar.run(here("verify", id, "--against-url", shop.url())).done();
        assertThat(jar.run(on("status")).done().out()).contains("backups   2", "answers");
    }

    @Test
    void aBackupGoesIntoAnEmptyDatabaseWithoutBeingConfirmed(@TempDir Path elsewhere) {
        String before = shop.fill().content();
        jar.run(on("backup")).done();
        try (Shop other = open(elsewhere)) {
            jar.run(here(other.on("restore"))).done();
            assertThat(other.content()).isEqualTo(before);
        }
    }

    @Test
    void theSafetyBackupTakesARestoreBack() {
        shop.fill();
        jar.run(on("backup")).done();
        shop.run("UPDATE customers SET name = 'nobody'", "DELETE FROM orders WHERE id > 400");
        String changed = shop.content();
        String safety = jar.run(on("restore", "--yes"))
                .done()
                .lastLine()
                .replace("What was there before is in the safety backup ", "");
        assertThat(shop.content()).isNotEqualTo(changed);
        jar.run(on("restore", safety, "--yes")).done();
        assertThat(shop.content()).isEqualTo(changed);
    }

    private String[] on(String... command) {
        return here(shop.on(command));
    }

    private String[] here(String... command) {
        String[] all = Arrays.copyOf(command, command.length + 2);
        all[command.length] = "--repo";
        all[command.length + 1] = folder.resolve("backups").toString();
        return all;
    }
}
