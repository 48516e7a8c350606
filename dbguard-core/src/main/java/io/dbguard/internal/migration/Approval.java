package io.dbguard.internal.migration;

import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The code that stands for exactly these scripts and exactly this judgement; it changes when a character does. */
final class Approval {
    private static final int LENGTH = 12;

    private Approval() {}

    static String codeFor(List<MigrationScript> scripts, Assessment assessment) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (MigrationScript script : scripts) {
                add(digest, script.name());
                add(digest, script.sql());
            }
            for (Finding finding : assessment.findings()) {
                add(digest, finding.toString());
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
