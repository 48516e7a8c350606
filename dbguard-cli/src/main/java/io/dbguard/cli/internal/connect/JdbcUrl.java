package io.dbguard.cli.internal.connect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A JDBC URL as it was typed, which may hold a password.
 *
 * @param text all of it; use {@link #toString()} to show it
 */
public record JdbcUrl(String text) {

    /** Returns whether it belongs to PostgreSQL's driver. */
    public boolean isPostgres() {
        return text.startsWith("jdbc:postgresql:");
    }

    /** Returns whether it belongs to H2's driver. */
    public boolean isH2() {
        return text.startsWith("jdbc:h2:");
    }

    /**
     * Returns whether it carries a parameter.
     *
     * @param name the parameter's name, in any case
     */
    public boolean has(String name) {
        return find(name).isPresent();
    }

    /**
     * Returns whether a parameter is on.
     *
     * @param name the parameter's name, in any case
     */
    public boolean isTrue(String name) {
        return find(name).filter(value -> value.equalsIgnoreCase("TRUE")).isPresent();
    }

    /**
     * Returns the URL of another database on the same PostgreSQL server.
     *
     * @param database its name, of letters, digits and underscores
     */
    JdbcUrl withDatabase(String database) {
        String[] parts = text.split("\\?", 2);
        String parameters = parts.length > 1 ? "?" + parts[1] : "";
        int hosts = parts[0].indexOf("//");
        if (hosts < 0) {
            return new JdbcUrl("jdbc:postgresql:" + database + parameters);
        }
        int slash = parts[0].indexOf('/', hosts + 2);
        String server = slash < 0 ? parts[0] : parts[0].substring(0, slash);
        return new JdbcUrl(server + "/" + database + parameters);
    }

    /** Returns what stands between {@code jdbc:h2:} and the first parameter. */
    String h2Place() {
        return withoutParameters().substring("jdbc:h2:".length());
    }

    /** Returns the URL without parameters, user and password, as far as it is of a kind that dbguard knows. */
    @Override
    public String toString() {
        if (isPostgres() || isH2()) {
            return withoutParameters().replaceAll("//.*@", "//");
        }
        int end = text.indexOf(':', "jdbc:".length());
        return text.startsWith("jdbc:") && end > 0 ? text.substring(0, end) + ":..." : "(no JDBC URL)";
    }

    private String withoutParameters() {
        return text.split("[?;&]", 2)[0];
    }

    private Optional<String> find(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + "=";
        return Arrays.stream(text.split(isH2() ? ";" : "[?&]"))
                .skip(1)
                .filter(parameter -> parameter.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(parameter -> parameter.substring(prefix.length()))
                .findFirst();
    }
}
