package io.dbguard.internal.aftermath;

import io.dbguard.api.migration.SequenceEffect;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.SequenceState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which sequences stand behind where they stood. What is ahead is as it should be: numbers are also used up by what was
 * rolled back. One that begins anew by itself is never behind.
 */
final class SequencesSetBack {
    private static final Pattern DESCENDS = Pattern.compile("INCREMENT BY -");
    private static final Pattern BEGINS_ANEW = Pattern.compile("(?<!NO )\\bCYCLE\\b");

    private final Schema schema;
    private final Announced announced;

    /** Looks with the definitions that held before. */
    SequencesSetBack(Schema schema, Announced announced) {
        this.schema = schema;
        this.announced = announced;
    }

    List<SequenceEffect> between(List<SequenceState> before, List<SequenceState> after) {
        Map<?, SequenceState> now =
                after.stream().collect(Collectors.toMap(SequenceState::sequence, Function.identity()));
        return before.stream()
                .flatMap(state -> Optional.ofNullable(now.get(state.sequence())).stream()
                        .flatMap(present -> effect(state, present)))
                .toList();
    }

    private Stream<SequenceEffect> effect(SequenceState before, SequenceState after) {
        int step = Long.compare(after.value(), before.value());
        boolean back = step == 0 ? before.called() && !after.called() : step < 0 != says(before, DESCENDS);
        return back && !says(before, BEGINS_ANEW)
                ? Stream.of(new SequenceEffect(
                        before.sequence(), before.table(), before.value(), after.value(), isAnnounced(before)))
                : Stream.empty();
    }

    private boolean isAnnounced(SequenceState state) {
        return announced.names(state.sequence().schema(), state.sequence().name())
                || state.table().filter(announced::names).isPresent();
    }

    /** An identity column is defined by its table. */
    private boolean says(SequenceState state, Pattern pattern) {
        List<SchemaObject> own = objects(object -> object.id().equals(state.sequence()));
        List<SchemaObject> defining = own.isEmpty()
                ? objects(object -> object.id().kind().equals("table")
                        && state.table()
                                .filter(table -> object.id().schema().equals(table.schema())
                                        && object.id().name().equals(table.table()))
                                .isPresent())
                : own;
        return defining.stream()
                .flatMap(object -> object.create().stream())
                .anyMatch(sql -> pattern.matcher(sql).find());
    }

    private List<SchemaObject> objects(Predicate<SchemaObject> wanted) {
        return schema.objects().stream().filter(wanted).toList();
    }
}
