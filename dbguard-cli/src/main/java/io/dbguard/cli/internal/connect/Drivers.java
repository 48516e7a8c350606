package io.dbguard.cli.internal.connect;

import io.dbguard.api.RequestException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Finds the JDBC driver for a URL: one that dbguard brings along, or one from jars that the user names. */
final class Drivers {
    /** PostgreSQL's driver writes a URL that it cannot read to stderr, with what may be the password in it. */
    private static final Logger LOG_OF_POSTGRES = Logger.getLogger("org.postgresql");

    static {
        LOG_OF_POSTGRES.setLevel(Level.OFF);
    }

    private Drivers() {}

    static Driver builtIn(JdbcUrl url) {
        return find(url, Drivers.class.getClassLoader(), "dbguard's own drivers");
    }

    /** The jars see nothing of dbguard's class path, so that another version of a driver it has can be used. */
    static Driver from(List<Path> jars, JdbcUrl url) {
        if (url.isPostgres()) {
            throw new RequestException(
                    "The option --driver cannot replace PostgreSQL's driver, which dbguard is built against",
                    "nothing was changed",
                    "leave it out; dbguard's own speaks to all servers from version 14 on");
        }
        List<URL> urls = new ArrayList<>();
        jars.forEach(jar -> urls.add(location(jar)));
        // Open as long as the process: connections need it to the end.
        var loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        return find(
                url, loader, String.join(", ", jars.stream().map(Path::toString).toList()));
    }

    private static Driver find(JdbcUrl url, ClassLoader loader, String where) {
        try {
            for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                if (driver.acceptsURL(url.text())) {
                    return driver;
                }
            }
        } catch (SQLException | ServiceConfigurationError e) {
            throw unusable(url, where, " (" + e.getClass().getSimpleName() + ")");
        }
        throw unusable(url, where, "");
    }

    private static RequestException unusable(JdbcUrl url, String where, String detail) {
        return new RequestException(
                "No driver among " + where + " accepts the URL " + url + detail,
                "nothing was changed",
                "check the URL, which looks like jdbc:postgresql://host:5432/database or jdbc:h2:/path/of/database");
    }

    private static URL location(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new RequestException(
                    "There is no driver jar " + jar, "nothing was changed", "check the path after --driver");
        }
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
