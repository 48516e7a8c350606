package io.dbguard.api.migration;

import io.dbguard.api.RequestException;
import java.io.IOException;
import java.io.Reader;
import java.util.Properties;

/**
 * Somebody's word that a dangerous migration is meant.
 *
 * @param code what a refusal printed; it stands for exactly those scripts on exactly that schema with exactly that verdict
 * @param by who
 * @param why why
 * @param from where it was said: a file, a variable, the application
 */
public record Approval(String code, String by, String why, String from) {

    /**
     * Reads an approval from a file, with a line each for {@code code}, {@code by} and {@code why}.
     *
     * @param file what it says; closing it is up to the caller
     * @param name the file's name
     * @throws IOException if it cannot be read
     * @throws RequestException if one of them is missing
     */
    public static Approval read(Reader file, String name) throws IOException {
        var lines = new Properties();
        try {
            lines.load(file);
        } catch (IllegalArgumentException e) {
            throw new IOException(name + " has a line that cannot be read", e);
        }
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
