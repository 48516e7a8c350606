package io.dbguard.internal.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A small JSON object that shows when a byte of it has changed: its last field is the SHA-256 of all that stands before
 * that field. See docs/repository-format.md.
 */
public final class SealedJson {
    private static final String SEAL = ",\n  \"sha256\" : \"";
    private static final String END = "\"\n}\n";

    private SealedJson() {}

    /**
     * Writes an object.
     *
     * @param object has at least one field
     */
    public static byte[] write(ObjectNode object) throws IOException {
        String text = ManifestJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(object);
        return sealed(text.substring(0, text.lastIndexOf('}')).stripTrailing().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads an object.
     *
     * @param content all of its file
     * @throws UnsealedException if it is not, byte for byte, what was written
     * @throws IOException if it is no JSON
     */
    public static JsonNode read(byte[] content) throws IOException {
        // Every byte is one character here, so that what is compared is what is stored.
        int seal = new String(content, StandardCharsets.ISO_8859_1).lastIndexOf(SEAL);
        if (seal < 0 || !Arrays.equals(content, sealed(Arrays.copyOf(content, seal)))) {
            throw new UnsealedException();
        }
        return ManifestJson.MAPPER.readTree(content);
    }

    private static byte[] sealed(byte[] start) {
        byte[] end = (SEAL + Sha256.of(start) + END).getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(start, start.length + end.length);
        System.arraycopy(end, 0, whole, start.length, end.length);
        return whole;
    }

    /** Says that a file is not what was written. */
    public static final class UnsealedException extends IOException {
        private static final long serialVersionUID = 1L;

        UnsealedException() {
            super("its content does not match its digest");
        }
    }
}
