package io.dbguard.postgres.internal.catalog;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Turns what {@code pg_identify_object} says of an object into what COMMENT ON, ALTER … OWNER TO and their like take.
 */
final class ObjectNames {
    private static final Pattern CALL = Pattern.compile("LATERAL identity_of\\(([^,]+), ([^,]+), ([^)]+)\\)");

    /** Of functions and procedures, also which arguments are for output: two procedures may differ in nothing else. */
    private static final String IDENTITY = """
            LATERAL (SELECT ident.type, ident.schema,
                            CASE WHEN ident.type IN ('function', 'procedure')
                                 THEN (SELECT format('%I.%I(%s)', pn.nspname, pp.proname,
                                                     pg_get_function_identity_arguments(pp.oid))
                                         FROM pg_proc pp JOIN pg_namespace pn ON pn.oid = pp.pronamespace
                                        WHERE pp.oid = $2)
                                 ELSE ident.identity END AS identity
                       FROM pg_identify_object($1, $2, $3) ident)""";

    private ObjectNames() {}

    /**
     * Puts in what gives an object's type, schema and identity.
     *
     * @param sql holds {@code LATERAL identity_of(catalog, oid, column)}, which is no function of PostgreSQL
     */
    static String expand(String sql) {
        return CALL.matcher(sql).replaceAll(IDENTITY);
    }

    /**
     * Returns the object's kind and name.
     *
     * @param type the first field of pg_identify_object
     * @param identity the last one
     */
    static String subject(String type, String identity) {
        return switch (type) {
            case "table constraint" -> "CONSTRAINT " + identity;
            case "domain constraint" -> "CONSTRAINT " + identity.replaceFirst(" on ", " ON DOMAIN ");
            case "foreign-data wrapper" -> "FOREIGN DATA WRAPPER " + identity;
            case "statistics object" -> "STATISTICS " + identity;
            case "transform" ->
                "TRANSFORM " + identity.replaceFirst("^for ", "FOR ").replaceFirst(" on language ", " LANGUAGE ");
            case "aggregate" -> "AGGREGATE " + identity.replaceFirst("\\(\\)$", "(*)");
            default -> (type.endsWith(" column") ? "COLUMN" : type.toUpperCase(Locale.ROOT)) + " " + identity;
        };
    }
}
