package io.dbguard.internal.rule;

import io.dbguard.internal.command.SqlType;
import io.dbguard.internal.command.TableAction.ChangeType;
import io.dbguard.internal.sql.Token;
import java.util.List;
import java.util.Set;

/**
 * What a change of a column's type does to the table and to the values, as PostgreSQL does it.
 *
 * @param rewrites whether the table is written anew
 * @param scans whether all rows are read, because a check must be looked at again
 * @param values what becomes of the values
 */
record TypeChange(boolean rewrites, boolean scans, Values values) {
    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
    private static final Set<String> TEXTS = Set.of("character varying", "text", "character", "name", "citext");
    private static final Set<String> EXACT = Set.of("smallint", "integer", "bigint", "numeric");
    private static final Set<String> FLOATS = Set.of("real", "double precision");

    /** What becomes of the values. */
    enum Values {
        /** They stay what they are. */
        KEPT,
        /** Some may not fit; then the statement fails and nothing changes. */
        MAY_FAIL,
        /** Some may be changed without a word. */
        MAY_CHANGE,
        /** The old type is not known. */
        UNKNOWN
    }

    static TypeChange of(ChangeType change, String table, Scene scene) {
        SqlType from = scene.history().typeOf(table, change.column());
        SqlType to = change.type();
        boolean checked = scene.history()
                .known(table)
                .filter(known -> known.constraints().values().stream()
                        .anyMatch(constraint -> constraint.kind() == io.dbguard.internal.command.Constraint.Kind.CHECK
                                && mentions(constraint, change.column())))
                .isPresent();
        boolean converts =
                change.using().filter(using -> using.tokens().size() != 1).isPresent();
        if (converts) {
            boolean rewrites = !casts(change) || rewrites(from, to);
            return new TypeChange(rewrites, checked, lossless(from, to) ? Values.KEPT : Values.MAY_CHANGE);
        }
        // An index in the order of the old collation must be built anew.
        return new TypeChange(rewrites(from, to), checked || change.collates(), values(from, to));
    }

    /** {@code USING c::type}, which says no more than the change itself. */
    private static boolean casts(ChangeType change) {
        List<Token> using = change.using().orElseThrow().tokens();
        return using.size() > 3
                && using.get(0).isName()
                && using.get(0).name().equals(change.column())
                && using.get(1).isSymbol(':')
                && using.get(2).isSymbol(':')
                && SqlType.of(using.subList(3, using.size())).equals(change.type());
    }

    private static boolean mentions(io.dbguard.internal.command.Constraint constraint, String column) {
        return constraint.condition().stream()
                .flatMap(condition -> condition.tokens().stream())
                .anyMatch(token -> token.isName() && token.name().equals(column));
    }

    /** A text holds what anything else prints; what is known to fit stays. */
    private static boolean lossless(SqlType from, SqlType to) {
        boolean endless = to.name().equals("text")
                || (to.name().equals("character varying") && to.parameters().isEmpty());
        return (endless && !to.array()) || (!from.unknown() && values(from, to) == Values.KEPT);
    }

    /** The changes that need no rewrite are few (documentation of ALTER TABLE, and measured). */
    private static boolean rewrites(SqlType from, SqlType to) {
        if (from.array() || to.array() || from.unknown()) {
            return !from.equals(to);
        }
        if (from.equals(to)) {
            return false;
        }
        return switch (to.name()) {
            case "text" -> !Set.of("character varying", "text", "citext").contains(from.name());
            case "character varying" -> !(textual(from) && fits(from, to));
            case "numeric" -> !(from.name().equals("numeric") && keepsScale(from, to));
            case "inet" -> !from.name().equals("cidr");
            case "timestamp", "time", "timestamp with time zone", "time with time zone", "interval" ->
                !(from.name().equals(to.name()) && to.parameter(0, 6) >= from.parameter(0, 6));
            case "bit varying" -> !(from.name().equals("bit varying") && fits(from, to));
            default -> true;
        };
    }

    private static boolean textual(SqlType type) {
        return type.name().equals("character varying") || type.name().equals("text");
    }

    private static boolean fits(SqlType from, SqlType to) {
        int longest = Integer.MAX_VALUE;
        return to.parameter(0, longest) >= from.parameter(0, longest);
    }

    private static boolean keepsScale(SqlType from, SqlType to) {
        return to.parameters().isEmpty()
                || (!from.parameters().isEmpty()
                        && from.parameter(1, 0) == to.parameter(1, 0)
                        && to.parameter(0, 0) >= from.parameter(0, 0));
    }

    private static Values values(SqlType from, SqlType to) {
        boolean endless = to.name().equals("text") && !to.array();
        if (from.equals(to) || (endless && !from.name().equals("character"))) {
            return Values.KEPT;
        }
        if (from.unknown()) {
            return Values.UNKNOWN;
        }
        if (from.array() || to.array()) {
            return Values.MAY_FAIL;
        }
        if (TEXTS.contains(to.name())) {
            return text(from, to);
        }
        return INTEGERS.contains(to.name())
                        || FLOATS.contains(to.name())
                        || to.name().equals("numeric")
                ? number(from, to)
                : other(from, to);
    }

    private static Values text(SqlType from, SqlType to) {
        if (to.name().equals("name") || to.name().equals("character")) {
            return Values.MAY_CHANGE;
        }
        // Blanks at the end are cut without a word, anything else that is too long fails.
        boolean roomy =
                TEXTS.contains(from.name()) && fits(from, to) && !from.name().equals("character");
        return roomy || to.parameters().isEmpty() ? Values.KEPT : Values.MAY_FAIL;
    }

    private static Values number(SqlType from, SqlType to) {
        boolean wholeToWhole = INTEGERS.contains(from.name()) && INTEGERS.contains(to.name());
        if (wholeToWhole) {
            return INTEGERS.indexOf(to.name()) >= INTEGERS.indexOf(from.name()) ? Values.KEPT : Values.MAY_FAIL;
        }
        if (FLOATS.contains(to.name())) {
            boolean wide = to.name().equals("double precision")
                    && Set.of("real", "smallint", "integer").contains(from.name());
            return wide
                    ? Values.KEPT
                    : EXACT.contains(from.name()) || FLOATS.contains(from.name()) ? Values.MAY_CHANGE : Values.MAY_FAIL;
        }
        if (to.name().equals("numeric")) {
            return toNumeric(from, to);
        }
        return EXACT.contains(from.name()) || FLOATS.contains(from.name()) ? Values.MAY_CHANGE : Values.MAY_FAIL;
    }

    private static Values toNumeric(SqlType from, SqlType to) {
        if (to.parameters().isEmpty()) {
            return EXACT.contains(from.name()) ? Values.KEPT : Values.MAY_CHANGE;
        }
        if (INTEGERS.contains(from.name())) {
            return Values.MAY_FAIL;
        }
        boolean scaleShrinks = from.parameters().isEmpty() || to.parameter(1, 0) < from.parameter(1, 0);
        boolean wholeShrinks = to.parameter(0, 0) - to.parameter(1, 0) < from.parameter(0, 0) - from.parameter(1, 0);
        return scaleShrinks ? Values.MAY_CHANGE : wholeShrinks ? Values.MAY_FAIL : Values.KEPT;
    }

    private static Values other(SqlType from, SqlType to) {
        boolean sameKind = from.name().equals(to.name());
        return switch (to.name()) {
            case "date", "time", "timestamp", "timestamp with time zone", "time with time zone", "interval" ->
                moment(from, to, sameKind);
            case "jsonb" -> from.name().equals("json") ? Values.MAY_CHANGE : Values.MAY_FAIL;
            case "cidr" -> from.name().equals("inet") ? Values.MAY_CHANGE : Values.MAY_FAIL;
            case "inet" -> from.name().equals("cidr") ? Values.KEPT : Values.MAY_FAIL;
            default -> Values.MAY_FAIL;
        };
    }

    private static Values moment(SqlType from, SqlType to, boolean sameKind) {
        if (sameKind) {
            return to.parameter(0, 6) >= from.parameter(0, 6) ? Values.KEPT : Values.MAY_CHANGE;
        }
        if (from.name().equals("date")) {
            return Values.KEPT;
        }
        return from.name().startsWith("time") || from.name().equals("interval") ? Values.MAY_CHANGE : Values.MAY_FAIL;
    }
}
