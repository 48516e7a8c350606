package io.dbguard.contract;

import io.dbguard.RestoreRequest;
import java.util.List;

/** A database as it was when a golden repository was written, and how to look at it. None of this ever changes. */
public interface GoldenScene {

    /** Returns the folder below the test resources, such as {@code golden/format-1/h2}. */
    String resource();

    /** Creates an empty database. */
    TestDatabase create();

    /** Returns the backups in their order. */
    List<Stage> stages();

    /** Returns queries that show all rows, as text that does not depend on the session. */
    List<String> queries();

    /** Lets a restore go without what only the writer's server had. */
    RestoreRequest without(RestoreRequest restore);

    /**
     * A backup.
     *
     * @param label what it is called
     * @param before what is done to the database before it
     */
    record Stage(String label, List<String> before) {}

    /** Returns all rows of a database. */
    default List<String> rows(TestDatabase database) {
        return queries().stream()
                .flatMap(sql -> database.query(sql).stream())
                .map(row -> row.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"))
                .toList();
    }
}
