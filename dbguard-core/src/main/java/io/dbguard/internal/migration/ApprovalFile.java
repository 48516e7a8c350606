package io.dbguard.internal.migration;

import io.dbguard.api.RequestException;
import io.dbguard.api.migration.Approval;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * An approval beside a script, {@code V7__drop_email.sql.approved}, with a line each for {@code code}, {@code by} and {@code
 * why}.
 */
final class ApprovalFile {
    static final String SUFFIX = ".approved";

    private ApprovalFile() {}

    static Approval read(Path file) throws IOException {
        var lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            lines.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException(file.getFileName() + " has a line that cannot be read", e);
        }
        String name = String.valueOf(file.getFileName());
        return new Approval(
                required(lines, "code", name), required(lines, "by", name), required(lines, "why", name), name);
    }

    private static String required(Properties lines, String key, String file) {
        String value = lines.getProperty(key, "").strip();
        if (value.isEmpty()) {
            throw new RequestException(
                    "The approval " + file + " does not say '" + key + ": …'",
                    "no migration was run",
                    "let it say code, by and why, a line each");
        }
        return value;
    }
}
