package io.dbguard.internal.migration;

import io.dbguard.api.migration.Approval;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An approval beside a script, {@code V7__drop_email.sql.approved}. */
final class ApprovalFile {
    static final String SUFFIX = ".approved";

    private ApprovalFile() {}

    static Approval read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return Approval.read(reader, String.valueOf(file.getFileName()));
        }
    }
}
