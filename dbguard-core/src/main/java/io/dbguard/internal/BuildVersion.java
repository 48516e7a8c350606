package io.dbguard.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which dbguard this is, as the build wrote it down. */
public final class BuildVersion {
    private static final String RESOURCE = "version.txt";
    private static final String CURRENT = read();

    private BuildVersion() {}

    /** Returns the version, such as {@code 1.2.3}; manifests carry it. */
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        try (InputStream in = BuildVersion.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + RESOURCE + " is missing from dbguard-core");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
