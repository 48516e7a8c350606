package io.dbguard.internal.migration;

import io.dbguard.api.migration.MigrationScript.Frame;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What the file {@code V1__x.sql.conf} beside a script tells Flyway of it. */
final class ScriptConfig {
    private ScriptConfig() {}

    /** Returns whether Flyway puts a transaction around the script. */
    static Frame frame(Path script) throws IOException {
        Path config = script.resolveSibling(script.getFileName() + ".conf");
        if (!Files.isRegularFile(config)) {
            return Frame.UNKNOWN;
        }
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(config, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        String value = properties.getProperty("executeInTransaction", "").strip();
        return value.equalsIgnoreCase("false")
                ? Frame.NONE
                : value.equalsIgnoreCase("true") ? Frame.TRANSACTION : Frame.UNKNOWN;
    }
}
