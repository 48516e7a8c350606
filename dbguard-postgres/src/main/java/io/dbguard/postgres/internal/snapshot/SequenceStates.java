package io.dbguard.postgres.internal.snapshot;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads where all sequences stand, identity columns included. A sequence is not part of a snapshot: what is read is the
 * present value, which is never behind one that a visible row holds.
 */
final class SequenceStates {
    private static final int SEQUENCES_PER_QUERY = 200;

    private static final String SEQUENCES = """
            SELECT c.oid, n.nspname, c.relname, tn.nspname AS table_schema, t.relname AS table_name
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
                                   AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
                                   AND d.deptype IN ('a', 'i')
              LEFT JOIN pg_class t ON t.oid = d.refobjid
              LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
             WHERE c.relkind = 'S' AND c.relpersistence <> 't'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend x
                                WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
             ORDER BY n.nspname, c.relname
            """;

    private SequenceStates() {}

    private record Sequence(long oid, ObjectId id, Optional<TableName> table) {}

    static List<SequenceState> read(PgSession session) {
        List<Sequence> sequences = session.query("read the sequences", SEQUENCES, row -> {
            String table = row.getString("table_name");
            return new Sequence(
                    row.getLong("oid"),
                    new ObjectId("sequence", row.getString("nspname"), row.getString("relname")),
                    table == null
                            ? Optional.empty()
                            : Optional.of(new TableName(row.getString("table_schema"), table)));
        });
        List<SequenceState> states = new ArrayList<>();
        for (int from = 0; from < sequences.size(); from += SEQUENCES_PER_QUERY) {
            states.addAll(
                    states(session, sequences.subList(from, Math.min(sequences.size(), from + SEQUENCES_PER_QUERY))));
        }
        return states;
    }

    private static List<SequenceState> states(PgSession session, List<Sequence> sequences) {
        var index = new int[] {0};
        String sql = sequences.stream()
                .map(sequence -> "SELECT " + index[0]++
                        + " AS position, tableoid::oid::bigint AS oid, last_value, is_called FROM "
                        + Quoting.identifier(sequence.id.schema(), sequence.id.name()))
                .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY position"));
        return session.query("read where the sequences stand", sql, row -> {
            Sequence sequence = sequences.get(row.getInt("position"));
            if (row.getLong("oid") != sequence.oid) {
                throw replaced(sequence.id);
            }
            return new SequenceState(
                    sequence.id, sequence.table, row.getLong("last_value"), row.getBoolean("is_called"));
        });
    }

    /** A sequence is read by its name, which another one may have got since; no lock of ours keeps anybody from that. */
    private static DatabaseException replaced(ObjectId sequence) {
        return new DatabaseException(
                "The " + sequence + " was replaced by another one while the database was read",
                "nothing was changed",
                "try again when the migration is over");
    }
}
