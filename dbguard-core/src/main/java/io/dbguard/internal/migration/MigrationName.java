package io.dbguard.internal.migration;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A migration's file name as Flyway reads it: {@code V1_2__text.sql} runs once in the order of versions, {@code R__text.sql}
 * runs after those and again after each change. Any other name sorts by itself, after all versions.
 *
 * @param version the parts of the version, null if it has none
 * @param repeatable whether it runs again after each change
 * @param text the name itself
 */
record MigrationName(@Nullable List<BigInteger> version, boolean repeatable, String text)
        implements Comparable<MigrationName> {
    private static final Pattern VERSIONED = Pattern.compile("[VB]([0-9]+(?:[._][0-9]+)*)__.*");

    static MigrationName of(String name) {
        Matcher versioned = VERSIONED.matcher(name);
        return versioned.matches()
                ? new MigrationName(parts(versioned.group(1)), false, name)
                : new MigrationName(null, name.startsWith("R__"), name);
    }

    static MigrationName version(String version) {
        return new MigrationName(parts(version), false, version);
    }

    private static List<BigInteger> parts(String version) {
        return Arrays.stream(version.split("[._]")).map(BigInteger::new).toList();
    }

    @Override
    public int compareTo(MigrationName other) {
        List<BigInteger> mine = version;
        List<BigInteger> theirs = other.version;
        if (mine == null || theirs == null) {
            return mine == theirs
                    ? Boolean.compare(repeatable, other.repeatable) != 0
                            ? Boolean.compare(repeatable, other.repeatable)
                            : text.compareTo(other.text)
                    : mine == null ? 1 : -1;
        }
        for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
            int byPart = part(mine, i).compareTo(part(theirs, i));
            if (byPart != 0) {
                return byPart;
            }
        }
        return 0;
    }

    private static BigInteger part(List<BigInteger> version, int i) {
        return i < version.size() ? version.get(i) : BigInteger.ZERO;
    }
}
