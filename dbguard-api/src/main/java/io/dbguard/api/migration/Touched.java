package io.dbguard.api.migration;

/**
 * An object that a statement works on.
 *
 * @param kind what it is, such as {@code table} or {@code index}
 * @param name its name as far as the script says it, unquoted names in lower case
 */
public record Touched(String kind, String name) {

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
