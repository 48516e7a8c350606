package io.dbguard.internal.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationScript.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptConfigTest {
    @TempDir
    Path folder;

    @Test
    void flywaysOwnSettingOfAScriptIsRead() throws IOException {
        Files.writeString(folder.resolve("V1__a.sql"), "SELECT 1;");
        Files.writeString(folder.resolve("V2__b.sql"), "SELECT 1;");
        Files.writeString(folder.resolve("V2__b.sql.conf"), "executeInTransaction=false\n");
        Files.writeString(folder.resolve("V3__c.sql"), "SELECT 1;");
        Files.writeString(folder.resolve("V3__c.sql.conf"), "executeInTransaction = true\n");
        assertThat(ScriptFolder.read(folder).scripts())
                .extracting(MigrationScript::frame)
                .containsExactly(Frame.UNKNOWN, Frame.NONE, Frame.TRANSACTION);
    }
}
