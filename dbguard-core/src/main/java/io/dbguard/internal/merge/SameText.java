package io.dbguard.internal.merge;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Types that read a value's text in the same way: a column that went from one to another holds what it held. */
final class SameText {
    private static final List<Set<String>> FAMILIES = List.of(
            Set.of("smallint", "integer", "bigint", "tinyint"),
            Set.of("numeric", "decimal"),
            Set.of("character varying", "text", "character large object", "varchar"));

    private SameText() {}

    static boolean inBoth(String one, String other) {
        return one.equals(other)
                || FAMILIES.stream().anyMatch(family -> family.contains(base(one)) && family.contains(base(other)));
    }

    private static String base(String type) {
        int length = type.indexOf('(');
        return (length < 0 ? type : type.substring(0, length)).strip().toLowerCase(Locale.ROOT);
    }
}
