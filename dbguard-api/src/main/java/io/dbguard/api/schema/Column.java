package io.dbguard.api.schema;

/**
 * A column that holds data of its own; a generated column has none and is not listed.
 *
 * @param name the name, exactly as the database stores it
 * @param type the type as the database prints it, with length or precision
 */
public record Column(String name, String type) {}
