package io.dbguard.h2.internal.snapshot;

import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The text that stands for all that a backup would hold, apart from the sequences. */
final class StateText {
    private StateText() {}

    /**
     * Returns the text.
     *
     * @param counters what moves with every change of a row
     * @param schema all else that is backed up
     */
    static String of(String counters, Schema schema) {
        MessageDigest digest = sha256();
        add(digest, counters);
        for (SchemaObject object : schema.objects()) {
            add(digest, object.id() + " " + object.section() + " " + object.create() + " " + object.drop());
        }
        schema.tables().forEach(table -> add(digest, table.toString()));
        schema.unsupported().forEach(unsupported -> add(digest, unsupported.toString()));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
