package io.dbguard.internal.aftermath;

import io.dbguard.api.migration.SequenceEffect;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.internal.select.SequenceForms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which sequences stand behind where they stood. What is ahead is as it should be: numbers are also used up by what was
 * rolled back. One that begins anew by itself is never behind.
 */
final class SequencesSetBack {
    private final SequenceForms forms;
    private final Announced announced;

    /** Looks with the definitions that held before. */
    SequencesSetBack(Schema schema, Announced announced) {
        this.forms = new SequenceForms(schema);
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
        return forms.isBehind(after, before) && !forms.beginsAnew(before)
                ? Stream.of(new SequenceEffect(
                        before.sequence(), before.table(), before.value(), after.value(), isAnnounced(before)))
                : Stream.empty();
    }

    private boolean isAnnounced(SequenceState state) {
        return announced.names(state.sequence().schema(), state.sequence().name())
                || state.table().filter(announced::names).isPresent();
    }
}
