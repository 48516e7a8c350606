package io.dbguard.cli.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Says which dbguard this is, with which drivers, as the build wrote it down. */
public final class VersionText implements IVersionProvider {
    private static final String RESOURCE = "version.properties";

    /** Creates the provider. */
    public VersionText() {}

    @Override
    public String[] getVersion() throws IOException {
        var versions = new Properties();
        try (InputStream in = VersionText.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + RESOURCE + " is missing from dbguard-cli");
            }
            versions.load(in);
        }
        return new String[] {
            "dbguard " + versions.getProperty("dbguard"),
            "PostgreSQL driver " + versions.getProperty("postgresql") + ", H2 " + versions.getProperty("h2") + ", Java "
                    + Runtime.version()
        };
    }
}
