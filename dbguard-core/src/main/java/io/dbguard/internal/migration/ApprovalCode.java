package io.dbguard.internal.migration;

import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.internal.classify.Substitution;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an approval has to name: twelve digits that stand for exactly these scripts on exactly this schema with exactly this
 * verdict, and, where rows could be counted or estimated, after a hyphen how many may be lost. The count of a living database grows from
 * one moment to the next, so it is no part of the digits: an approval of more than are there now is good, of fewer is not.
 *
 * @param digest the twelve digits
 * @param stake how many rows and values would be lost, empty if nobody knows
 */
record ApprovalCode(String digest, OptionalLong stake) {
    private static final int LENGTH = 12;
    private static final Pattern WRITTEN = Pattern.compile("([0-9a-f]{" + LENGTH + "})(?:-(\\d{1,18}))?");

    /** Makes the code of scripts as they would run, with the values of their placeholders. */
    static ApprovalCode of(
            List<MigrationScript> scripts,
            Map<String, String> placeholders,
            List<SchemaObject> schema,
            Assessment assessment) {
        MessageDigest digest = sha256();
        for (MigrationScript script : scripts) {
            add(digest, script.name());
            add(digest, Substitution.apply(script.sql(), placeholders));
            add(digest, script.frame() + " " + script.readable());
        }
        for (SchemaObject object : schema) {
            add(digest, object.id().toString());
            object.create().forEach(sql -> add(digest, sql));
        }
        for (Finding finding : assessment.findings()) {
            add(digest, finding.script() + ":" + finding.line() + ":" + finding.column());
            String counted = finding.evidence().isPresent() ? " counted" : "";
            add(digest, finding.rule() + " " + finding.axis() + " " + finding.risk() + counted);
            add(digest, finding.message());
        }
        return new ApprovalCode(
                HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH), Stake.of(assessment.findings()));
    }

    /** Returns whether whoever wrote this approved what this code stands for. */
    boolean isCoveredBy(String written) {
        Matcher parts = WRITTEN.matcher(written.strip());
        if (!parts.matches() || !parts.group(1).equals(digest)) {
            return false;
        }
        if (stake.isEmpty()) {
            return true;
        }
        return parts.group(2) != null && Long.parseLong(parts.group(2)) >= stake.getAsLong();
    }

    @Override
    public String toString() {
        return stake.isPresent() ? digest + "-" + stake.getAsLong() : digest;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
