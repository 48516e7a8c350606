package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.Jar;
import io.dbguard.cli.testing.SwapShop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is cut off between the creation of the new database and the swap. */
class SwapCutOffJarTest {
    @TempDir
    Path folder;

    private SwapShop swaps;
    private String before;

    @BeforeEach
    void loseData() {
        swaps = new SwapShop();
        Jar.plain().run(swaps.shop().on("backup", "--repo", folder.toString())).done();
        swaps.shop().destroy();
        before = swaps.shop().content();
    }

    @AfterEach
    void closeShop() {
        swaps.close();
    }

    /** The session that comes in keeps the process from getting to its end before it is cut off. */
    private void cutOff(boolean forcibly) throws SQLException, InterruptedException {
        Process process = Jar.plain()
                .start(swaps.shop().on("restore", "--swap", "--yes", "--quiet", "--repo", folder.toString()));
        while (swaps.scratch().isEmpty()) {
            assertThat(process.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        try (Connection session = swaps.session(swaps.database().name())) {
            if (forcibly) {
                process.destroyForcibly();
            } else {
                process.destroy();
            }
            assertThat(process.waitFor()).isGreaterThan(128);
            assertThat(session.isValid(0)).isTrue();
        }
        assertThat(swaps.shop().content()).isEqualTo(before);
        assertThat(swaps.kept()).isEmpty();
    }

    @Test
    void aKilledProcessLeavesTheDatabaseAloneAndTheNewOneBehind() throws Exception {
        cutOff(true);
        assertThat(swaps.scratch()).hasSize(1);
        Jar.plain()
                .run(swaps.shop().on("restore", "--swap", "--yes", "--repo", folder.toString()))
                .done();
        assertThat(swaps.shop().content()).isNotEqualTo(before);
        assertThat(swaps.kept()).hasSize(1);
    }

    @Test
    void anEndedProcessDropsTheNewDatabase() throws Exception {
        cutOff(false);
        assertThat(swaps.scratch()).isEmpty();
    }
}
