package io.dbguard.h2.internal.journal;

import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.h2.internal.session.Quoting;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table that lists the steps of a restore with the statements that undo each, and those that clear up behind it when the
 * restore is done. It exists only while a restore is under way, or after one was cut off.
 *
 * <p>A step is written down before it is done. So the last one may not have been done; all others have.
 */
final class Journal {
    static final String TABLE = "DBGUARD_RESTORE_JOURNAL";

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int HEADER = 0;
    private static final String RUNNING = "running";
    private static final String DONE = "done";

    /** H2's codes for: there is already such an object. */
    private static final Set<Integer> EXISTS =
            Set.of(42101, 42111, 42121, 90033, 90035, 90038, 90041, 90045, 90069, 90076, 90078, 90114, 90119);

    /** H2's codes for: there is no such object. */
    private static final Set<Integer> IS_MISSING = Set.of(
            42102, 42103, 42104, 42112, 42122, 90032, 90036, 90037, 90042, 90057, 90070, 90077, 90079, 90115, 90120,
            90132);

    private final H2Session session;
    private final String schema;
    private final String table;
    private int step;

    private Journal(H2Session session, String schema) {
        this.session = session;
        this.schema = schema;
        this.table = Quoting.identifier(schema, TABLE);
    }

    /** A step's number and its statements. */
    private record Step(int number, List<String> statements) {}

    /** Finds the journals that are there. */
    static List<Journal> find(H2Session session) {
        return session.query(
                "look for an interrupted restore",
                "SELECT TABLE_SCHEMA FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = ?",
                row -> new Journal(session, row.getString(1)),
                TABLE);
    }

    /**
     * Creates a journal; from then on the restore counts as interrupted until the journal is gone. Its key has a name, lest
     * H2 chooses one that is to be restored.
     */
    static Journal create(H2Session session, String schema, RestoreOwner owner) {
        var journal = new Journal(session, schema);
        session.execute(
                "write down the steps of the restore",
                "CREATE CACHED TABLE " + journal.table
                        + "(STEP INTEGER, UNDO CHARACTER VARYING ARRAY, FINISH CHARACTER VARYING ARRAY, CONSTRAINT "
                        + TABLE + "_KEY PRIMARY KEY (STEP))");
        journal.insert(HEADER, List.of(RUNNING), owner.fields());
        session.commit();
        return journal;
    }

    /** Returns the same journal, over another session; nothing if it is gone. */
    List<Journal> over(H2Session other) {
        return find(other).stream()
                .filter(journal -> journal.schema.equals(schema))
                .toList();
    }

    /** Returns where the journal is. */
    String schema() {
        return schema;
    }

    /** Returns who wrote the journal; one without a header was cut off before its first step. */
    List<RestoreOwner> owner() {
        return session.query(
                "read who began the restore",
                "SELECT FINISH FROM " + table + " WHERE STEP = " + HEADER,
                row -> RestoreOwner.of(texts(row, 1)));
    }

    /**
     * Returns whether nobody has written to the journal since the database was opened, so that whoever wrote it is gone;
     * H2 counts modifications in memory only.
     */
    boolean isOlderThanOpening() {
        return session.query(
                        "look how old the journal is",
                        "SELECT LAST_MODIFICATION FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
                        row -> row.getLong(1),
                        schema,
                        TABLE)
                .contains(0L);
    }

    /** Adds a step, in the present transaction. */
    void add(List<String> undo, List<String> finish) {
        insert(++step, undo, finish);
    }

    private void insert(int number, List<String> undo, List<String> finish) {
        session.update(
                "write down a step of the restore",
                "INSERT INTO " + table + " VALUES (?, ?, ?)",
                number,
                undo.toArray(),
                finish.toArray());
    }

    /** Says, in the present transaction, that the restore is done and must not be undone any more. */
    void markDone() {
        session.update("finish the restore", "UPDATE " + table + " SET UNDO = ? WHERE STEP = " + HEADER, (Object)
                new Object[] {DONE});
    }

    /** Returns whether the restore is done. */
    boolean isDone() {
        return session.query(
                        "read the steps", "SELECT UNDO FROM " + table + " WHERE STEP = " + HEADER, row -> texts(row, 1))
                .contains(List.of(DONE));
    }

    /** Undoes all steps, the last one first, and removes the journal. */
    void undo() {
        List<Step> steps = steps("UNDO", "DESC");
        for (int i = 0; i < steps.size(); i++) {
            // The last step may not have been done, or have been undone before this was interrupted.
            Set<Integer> tolerated = i == 0 ? union(EXISTS, IS_MISSING) : Set.of();
            for (String statement : steps.get(i).statements) {
                session.tryToExecute("undo a step of the restore", statement, tolerated);
            }
            session.update(
                    "undo a step of the restore", "DELETE FROM " + table + " WHERE STEP = ?", steps.get(i).number);
            session.commit();
        }
        remove();
        LOG.info("A restore was undone: {} steps", steps.size());
    }

    /** Clears up behind a restore that is done, and removes the journal. */
    void finish() {
        for (Step step : steps("FINISH", "ASC")) {
            for (String statement : step.statements) {
                session.tryToExecute("clear up behind the restore", statement, IS_MISSING);
            }
        }
        remove();
    }

    private void remove() {
        session.execute("remove the restore's journal", "DROP TABLE IF EXISTS " + table + " RESTRICT");
    }

    private List<Step> steps(String column, String order) {
        return session.query(
                "read the steps",
                "SELECT STEP, " + column + " FROM " + table + " WHERE STEP > " + HEADER + " ORDER BY STEP " + order,
                row -> new Step(row.getInt(1), texts(row, 2)));
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
    }

    private static Set<Integer> union(Set<Integer> some, Set<Integer> others) {
        List<Integer> all = new ArrayList<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }
}
