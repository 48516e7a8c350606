package io.dbguard.internal.select;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.SequenceState;
import java.util.List;
import java.util.regex.Pattern;

/** What the definitions in a schema say of its sequences. */
public final class SequenceForms {
    private static final Pattern DESCENDS = Pattern.compile("INCREMENT BY -");
    private static final Pattern BEGINS_ANEW = Pattern.compile("(?<!NO )\\bCYCLE\\b");

    private final Schema schema;

    /**
     * Looks into a schema.
     *
     * @param schema has the definitions
     */
    public SequenceForms(Schema schema) {
        this.schema = schema;
    }

    /**
     * Returns whether a sequence stands where it would give values again that it gave before.
     *
     * @param now where it stands
     * @param before where it stood
     */
    public boolean isBehind(SequenceState now, SequenceState before) {
        int step = Long.compare(now.value(), before.value());
        return step == 0 ? before.called() && !now.called() : step < 0 != descends(before);
    }

    /** Returns whether a sequence counts down. */
    public boolean descends(SequenceState sequence) {
        return says(sequence, DESCENDS);
    }

    /** Returns whether a sequence begins anew by itself when it has come to its end. */
    public boolean beginsAnew(SequenceState sequence) {
        return says(sequence, BEGINS_ANEW);
    }

    /** An identity column is defined by its table. */
    private boolean says(SequenceState sequence, Pattern pattern) {
        List<SchemaObject> own = objects(sequence.sequence());
        List<SchemaObject> defining = own.isEmpty()
                ? sequence.table()
                        .map(table -> objects(new ObjectId(ObjectKinds.TABLE, table.schema(), table.table())))
                        .orElse(List.of())
                : own;
        return defining.stream()
                .flatMap(object -> object.create().stream())
                .anyMatch(sql -> pattern.matcher(sql).find());
    }

    private List<SchemaObject> objects(ObjectId id) {
        return schema.objects().stream()
                .filter(object -> object.id().equals(id))
                .toList();
    }
}
