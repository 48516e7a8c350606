package io.dbguard.h2.internal.rows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Texts as bytes. H2 can hold half of a surrogate pair, for which UTF-8 has no form; it is written in three bytes like any
 * other character of its size, which no valid UTF-8 contains (WTF-8).
 */
final class FieldText {
    private FieldText() {}

    static byte[] encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return encodePairs(text);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] encodePairs(String text) {
        var bytes = new ByteArrayOutputStream(text.length() * 2);
        text.codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                bytes.write(0xE0 | (c >> 12));
                bytes.write(0x80 | ((c >> 6) & 0x3F));
                bytes.write(0x80 | (c & 0x3F));
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    static String decode(byte[] bytes) {
        var text = new StringBuilder();
        int from = 0;
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == (byte) 0xED && (bytes[i + 1] & 0xE0) == 0xA0) {
                text.append(new String(bytes, from, i - from, StandardCharsets.UTF_8));
                text.append((char) (0xD000 | ((bytes[i + 1] & 0x3F) << 6) | (bytes[i + 2] & 0x3F)));
                from = i + 3;
                i += 2;
            }
        }
        String rest = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        return from == 0 ? rest : text.append(rest).toString();
    }
}
