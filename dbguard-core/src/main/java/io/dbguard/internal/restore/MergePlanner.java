package io.dbguard.internal.restore;

import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.TableChange.Action;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.select.SequenceForms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Works out how rows can come back while all that is there stays: only tables that are gone are created, with what hangs on them;
 * nothing is dropped, and no definition changes.
 */
final class MergePlanner {
    private final Manifest manifest;
    private final Set<TableName> chosen;
    private final Schema present;
    private final List<SequenceState> sequences;
    private final SequenceForms forms;

    MergePlanner(Manifest manifest, Set<TableName> chosen, Schema present, List<SequenceState> sequences) {
        this.manifest = manifest;
        Set<TableName> largeObjects = largeObjects(manifest);
        this.chosen =
                chosen.stream().filter(table -> !largeObjects.contains(table)).collect(Collectors.toSet());
        this.present = present;
        this.sequences = sequences;
        this.forms = new SequenceForms(manifest.schema());
    }

    /** They have no rows that could be laid beside others. */
    private static Set<TableName> largeObjects(Manifest manifest) {
        return manifest.schema().tables().stream()
                .filter(table -> table.object().kind().equals(ObjectKinds.LARGE_OBJECTS))
                .map(Table::name)
                .collect(Collectors.toSet());
    }

    Plan plan() {
        Set<TableName> presentTables = present.objects().stream()
                .flatMap(object -> object.table().stream())
                .collect(Collectors.toSet());
        Set<TableName> gone =
                chosen.stream().filter(table -> !presentTables.contains(table)).collect(Collectors.toSet());
        Plan comeback = new RestorePlanner(manifest, Optional.of(gone), present, sequences).plan();
        List<PlannedTable> tables = manifest.tables().stream()
                .filter(content -> chosen.contains(content.table().name()))
                .map(content ->
                        new PlannedTable(content, gone.contains(content.table().name()) ? Action.CREATE : Action.MERGE))
                .toList();
        return new Plan(
                List.of(), comeback.create(), tables, sequences(comeback.sequences()), Set.of(), List.of(), Map.of());
    }

    /** A sequence that stands behind the backup would hand out numbers that rows have that come back. */
    private List<SequenceState> sequences(List<SequenceState> ofGoneTables) {
        Map<ObjectId, SequenceState> now =
                sequences.stream().collect(Collectors.toMap(SequenceState::sequence, Function.identity()));
        List<SequenceState> all = new ArrayList<>(ofGoneTables);
        for (SequenceState then : manifest.sequences()) {
            SequenceState stands = now.get(then.sequence());
            if (stands != null && isWanted(then) && isBehind(stands, then)) {
                all.add(then);
            }
        }
        return all;
    }

    /** Nobody can say which table uses a sequence that belongs to none. */
    private boolean isWanted(SequenceState state) {
        return state.table()
                .map(chosen::contains)
                .orElseGet(() -> manifest.tables().stream()
                        .allMatch(content -> chosen.contains(content.table().name())));
    }

    /** One that counts down is left alone: where it stands says nothing of which rows there were. */
    private boolean isBehind(SequenceState now, SequenceState then) {
        return !forms.descends(then) && forms.isBehind(now, then);
    }
}
