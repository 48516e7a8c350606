package io.dbguard.cli.internal.connect;

import java.util.Properties;

/** What a driver is told besides the URL. The URL has the last word. */
final class ConnectionSettings {
    private static final String SECONDS_TO_CONNECT = "10";

    private final JdbcUrl url;
    private final Properties properties = new Properties();

    private ConnectionSettings(JdbcUrl url) {
        this.url = url;
    }

    static Properties of(JdbcUrl url, Access access) {
        var settings = new ConnectionSettings(url);
        if (url.isPostgres()) {
            settings.postgres();
        } else if (url.isH2()) {
            settings.h2(access);
        }
        return settings.properties;
    }

    /** A dead host must not hang the command for ever, neither at the start nor later. */
    private void postgres() {
        set("ApplicationName", "dbguard");
        set("connectTimeout", SECONDS_TO_CONNECT);
        set("loginTimeout", SECONDS_TO_CONNECT);
        set("tcpKeepAlive", "true");
    }

    /**
     * A mistyped path must not become a new, empty database. And whoever only reads opens the file for reading only:
     * otherwise H2 rewrites parts of it when it closes it.
     */
    private void h2(Access access) {
        if (access != Access.CREATE) {
            set("IFEXISTS", "TRUE");
        }
        boolean ownFile = H2File.of(url).filter(file -> !file.isOld()).isPresent();
        if (access == Access.READ && ownFile && !url.isTrue("AUTO_SERVER")) {
            set("ACCESS_MODE_DATA", "r");
        }
    }

    private void set(String name, String value) {
        if (!url.has(name)) {
            properties.setProperty(name, value);
        }
    }
}
