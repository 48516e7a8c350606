package io.dbguard.api.migration;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.schema.SchemaDifference;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a database looks like after a migration, held against the backup before it.
 *
 * @param backup that backup
 * @param tables what became of each table that it holds
 * @param sequences those that were set back, so that they hand out numbers for a second time
 * @param schema how the definitions differ
 */
public record Aftermath(
        BackupId backup, List<TableEffect> tables, List<SequenceEffect> sequences, SchemaDifference schema) {

    /** Copies the lists, so that this can be shared. */
    public Aftermath {
        sequences = List.copyOf(sequences);
        tables = List.copyOf(tables);
    }

    /** Returns the tables that have fewer rows than before, or are gone. */
    public List<TableEffect> losses() {
        return tables.stream().filter(TableEffect::lostRows).toList();
    }

    /** Returns the tables that changed though no migration names them. */
    public List<TableEffect> unexpected() {
        return tables.stream().filter(TableEffect::unexpected).toList();
    }

    /** Returns whether every row and every definition is as it was, and no sequence was set back. */
    public boolean nothingChanged() {
        return schema.isEmpty()
                && sequences.isEmpty()
                && tables.stream().allMatch(table -> table.content() == TableEffect.Content.SAME);
    }

    /** Says it in one line: the objects that came and went, the tables that changed, the sequences that were set back. */
    public String describe() {
        if (nothingChanged()) {
            return "every row and every definition is as it was before";
        }
        return Stream.of(
                        said("created", names(schema.added().stream())),
                        said("removed", names(schema.removed().stream())),
                        said("redefined", names(schema.changed().stream())),
                        tables.stream()
                                .filter(table -> table.content() != TableEffect.Content.SAME)
                                .map(TableEffect::toString)
                                .collect(Collectors.joining(", ")),
                        sequences.stream().map(SequenceEffect::toString).collect(Collectors.joining(", ")))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String names(Stream<io.dbguard.api.schema.SchemaObject> objects) {
        return objects.map(object -> object.id().toString()).collect(Collectors.joining(", "));
    }

    private static String said(String what, String names) {
        return names.isEmpty() ? "" : what + ": " + names;
    }
}
