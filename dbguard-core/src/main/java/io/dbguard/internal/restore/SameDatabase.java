package io.dbguard.internal.restore;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.spi.database.DatabaseView;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Sees to it that a backup does not replace rows of another database than the one it came from: most likely somebody has mixed up
 * two of them. Empty tables are nobody's loss.
 */
final class SameDatabase {
    /** As PostgreSQL has it where its number is hidden: the database's number alone. A path, which H2 has, has more to it. */
    private static final Pattern WITHOUT_SERVER = Pattern.compile("(/[0-9]*)?");

    private SameDatabase() {}

    /** Looks at the tables that a plan touches. */
    static void check(Manifest manifest, Plan plan, DatabaseView view) {
        check(manifest, view, plan.touched()::contains);
    }

    /** Looks at some tables. */
    static void check(Manifest manifest, DatabaseView view, Predicate<TableName> tables) {
        DatabaseInfo then = manifest.header().database();
        DatabaseInfo now = view.database();
        if (!then.identity().equals(now.identity()) && isKnown(then) && isKnown(now) && holdsRows(tables, view)) {
            throw new RequestException(
                    "The backup " + manifest.header().id() + " came from another database, " + then.name() + ", than "
                            + now.name() + " here, which holds rows that would be replaced",
                    "nothing was changed",
                    "look whether this is the right database; if it is, say that the backup comes from another one");
        }
    }

    /** A server that does not say which one it is cannot be told from others, even if it says which of its databases this is. */
    private static boolean isKnown(DatabaseInfo database) {
        return !WITHOUT_SERVER.matcher(database.identity()).matches();
    }

    private static boolean holdsRows(Predicate<TableName> tables, DatabaseView view) {
        return view.schema().tables().stream()
                .filter(table -> tables.test(table.name()))
                .anyMatch(table -> holdsRows(table, view));
    }

    private static boolean holdsRows(Table table, DatabaseView view) {
        return FingerprintSum.of(view, table).rows() > 0;
    }
}
