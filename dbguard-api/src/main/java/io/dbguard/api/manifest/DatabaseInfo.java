package io.dbguard.api.manifest;

/**
 * Which database a backup came from.
 *
 * @param provider the database module, {@code postgresql} or {@code h2}
 * @param version the server's version, such as {@code 17.11}
 * @param name the database's name
 * @param identity tells this database from others of the same name, as far as the database can say; may be empty
 */
public record DatabaseInfo(String provider, String version, String name, String identity) {

    /** Returns a text that is the same for one database, at any version of its server, and different for two. */
    public String key() {
        return provider + "/" + name + "/" + identity;
    }

    /**
     * Returns whether both are one database, if perhaps at different versions of its server.
     *
     * @param other another backup's
     */
    public boolean isSameAs(DatabaseInfo other) {
        return provider.equals(other.provider) && name.equals(other.name) && identity.equals(other.identity);
    }
}
