package io.dbguard.postgres.internal.restore;

import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.postgres.internal.session.Quoting;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds and replaces the roles in statements about owners, privileges, policies and user mappings. The catalog classes
 * write those statements so that roles stand, always quoted, only at the places that are looked at here.
 */
final class RoleNames {
    private static final String QUOTED = "\"(?:[^\"]|\"\")*\"";
    private static final String ROLE = "(?:" + QUOTED + "|PUBLIC)";
    private static final Pattern NAME = Pattern.compile(QUOTED);

    private static final Set<String> KINDS = Set.of(
            ObjectKinds.OWNER,
            ObjectKinds.PRIVILEGES,
            ObjectKinds.DEFAULT_PRIVILEGES,
            "policy",
            "user mapping",
            "database setting");

    /** Each has the roles in its second group. */
    private static final List<Pattern> PLACES = List.of(
            pattern("^(.* OWNER TO )(" + QUOTED + ")()$"),
            pattern("^((?!CREATE POLICY).* (?:TO|FROM) )(" + ROLE + "(?:, " + ROLE + ")*)((?: WITH GRANT OPTION)?)$"),
            pattern("^(SET ROLE )(" + QUOTED + ")()$"),
            pattern("^(ALTER DEFAULT PRIVILEGES FOR ROLE )(" + QUOTED + ")(.*)$"),
            pattern("^(CREATE USER MAPPING FOR )(" + QUOTED + ")(.*)$"),
            pattern("^(DO .*ALTER ROLE )(" + QUOTED + ")( IN DATABASE %I .*)$"));

    private RoleNames() {}

    /** Returns the roles that an object names. */
    static Set<String> in(SchemaObject object) {
        var roles = new TreeSet<String>();
        for (String sql : object.create()) {
            replace(object, sql, role -> {
                roles.add(role);
                return role;
            });
        }
        return roles;
    }

    /** Returns one of an object's statements with other roles in it. */
    static String replace(SchemaObject object, String sql, UnaryOperator<String> mapping) {
        if (!KINDS.contains(object.id().kind())) {
            return sql;
        }
        String result = sql;
        for (Pattern place : PLACES) {
            Matcher found = place.matcher(result);
            if (found.matches()) {
                result = found.group(1) + mapped(found.group(2), mapping) + found.group(3);
            }
        }
        return result;
    }

    private static String mapped(String roles, UnaryOperator<String> mapping) {
        return NAME.matcher(roles)
                .replaceAll((MatchResult name) ->
                        Matcher.quoteReplacement(Quoting.identifier(mapping.apply(unquoted(name.group())))));
    }

    private static String unquoted(String name) {
        return name.substring(1, name.length() - 1).replace("\"\"", "\"");
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}
