package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyDeploymentTest {
    @TempDir
    Path folder;

    private H2Shop shop;
    private String repository;

    @BeforeEach
    void backUp() {
        shop = new H2Shop(folder).fill();
        repository = folder.resolve("backups").toString();
        InProcess.backup(shop.on("backup", "--repo", repository));
    }

    private String[] line(String... more) {
        String[] line = shop.on("verify-deployment", "latest", "--repo", repository);
        String[] all = java.util.Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        return all;
    }

    @Test
    void whatWasAnnouncedIsFine() {
        shop.run("UPDATE orders SET note = 'x'");
        var outcome = InProcess.run(line(
                        "--expect",
                        "orders",
                        "--invariant",
                        "no order without customer=SELECT 1 FROM orders WHERE customer IS NULL"))
                .done();
        assertThat(outcome.out()).contains("no order without customer holds", "Nothing failed.");
        assertThat(InProcess.run("log", "--repo", repository).done().out()).contains("the deployment is good");
    }

    @Test
    void rowsThatAreGoneFail() {
        shop.run("DELETE FROM orders WHERE id < 10");
        var json = InProcess.run(line("--json")).found().json();
        assertThat(json.path("passed").asBoolean()).isFalse();
        assertThat(InProcess.run(line()).found().out()).contains("has 491 rows after 500, though nothing announced it");
    }

    @Test
    void aCriticalVariableIsNotedWithAGoodDeployment() {
        InProcess.run(line("--critical", "PATH")).done();
        String[] check = shop.on("check", "--repo", repository, "--critical", "PATH", "--allow-temporary-storage");
        assertThat(InProcess.run(check).out()).contains("1 critical variable as at the last good deployment");
    }

    @Test
    void withoutABackupBeforeAMigrationOneHasToBeNamed() {
        InProcess.run(shop.on("verify-deployment", "--repo", repository)).refused("no backup before a migration");
    }
}
