package io.dbguard.api.manifest;

/**
 * Which database a backup came from.
 *
 * @param provider the database module, {@code postgresql} or {@code h2}
 * @param version the server's version, such as {@code 17.11}
 * @param name the database's name
 * @param identity tells this database from others of the same name, as far as the database can say; may be empty
 */
public record DatabaseInfo(String provider, String version, String name, String identity) {}
