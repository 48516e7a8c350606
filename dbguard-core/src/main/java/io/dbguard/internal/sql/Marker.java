package io.dbguard.internal.sql;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Comments by which the files of goose, dbmate, sql-migrate, node-pg-migrate and Liquibase speak to their runners. */
enum Marker {
    /** From here on, the migration. */
    UP("--\\s*(\\+goose up|\\+migrate up|migrate:up|up migration|@up)\\b.*"),
    /** From here on, what undoes it; it runs only by hand. */
    DOWN("--\\s*(\\+goose down|\\+migrate down|migrate:down|down migration|@down|@undo)\\b.*"),
    /** Semicolons do not end a statement from here on. */
    WHOLE("--\\s*\\+(goose|migrate)\\s+statementbegin\\b.*"),
    /** They do again. */
    WHOLE_ENDS("--\\s*\\+(goose|migrate)\\s+statementend\\b.*"),
    /** No transaction around the script. */
    NO_TRANSACTION(
            "--\\s*(\\+goose no transaction|changeset .*runintransaction:\\s*\"?false|atlas:txmode none|disable-transaction)\\b.*");

    private static final Pattern OUTSIDE = Pattern.compile("(?i).*(transaction:false|\\bnotransaction)\\b.*");
    private final Pattern pattern;

    Marker(String pattern) {
        this.pattern = Pattern.compile("(?i)" + pattern);
    }

    static Optional<Marker> of(String comment) {
        return Arrays.stream(values())
                .filter(marker -> marker.pattern.matcher(comment).matches())
                .findFirst();
    }

    /** Returns whether a marker of a part says that it runs outside of a transaction. */
    static boolean runsOutside(String comment) {
        return OUTSIDE.matcher(comment).matches();
    }
}
