package io.dbguard.internal.merge;

import io.dbguard.api.report.RowSample;
import io.dbguard.api.report.RowSample.Fate;
import io.dbguard.spi.database.Staging;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes some rows as examples, by their keys. */
final class Samples {
    private final Staging staging;
    private final StagedSql sql;
    private final RowRules rules;

    Samples(Staging staging, StagedSql sql, RowRules rules) {
        this.staging = staging;
        this.sql = sql;
        this.rules = rules;
    }

    List<RowSample> of(Staged table, Counts counts, Map<String, Long> columns) {
        List<RowSample> samples = new ArrayList<>();
        if (rules.samples() == 0 || !table.mapping().keyed()) {
            return samples;
        }
        if (counts.inserted() > 0) {
            samples.addAll(keys(table, sql.taken(1), Fate.INSERTED));
        }
        if (counts.updated() > 0) {
            samples.addAll(
                    rules.values()
                            ? changed(table, List.copyOf(columns.keySet()))
                            : keys(table, sql.taken(2), Fate.UPDATED));
        }
        for (int foreignKey : counts.orphans().keySet()) {
            samples.addAll(keys(table, sql.orphaned(foreignKey), Fate.SKIPPED));
        }
        return samples;
    }

    private List<RowSample> keys(Staged table, String which, Fate fate) {
        return query(sql.samples(table, which, rules.samples())).stream()
                .map(row -> new RowSample(fate, key(table, row), Map.of(), Map.of()))
                .toList();
    }

    private List<RowSample> changed(Staged table, List<String> columns) {
        return query(sql.changedSamples(table, columns, rules.samples())).stream()
                .map(row -> changed(table, columns, row))
                .toList();
    }

    private static RowSample changed(Staged table, List<String> columns, List<Optional<String>> row) {
        Map<String, @Nullable String> now = new LinkedHashMap<>();
        Map<String, @Nullable String> backup = new LinkedHashMap<>();
        int at = table.mapping().table().key().size();
        for (String column : columns) {
            if (Counts.number(row, at) == 1) {
                now.put(column, row.get(at + 1).orElse(null));
                backup.put(column, row.get(at + 2).orElse(null));
            }
            at += 3;
        }
        return new RowSample(Fate.UPDATED, key(table, row), now, backup);
    }

    private static Map<String, String> key(Staged table, List<Optional<String>> row) {
        Map<String, String> key = new LinkedHashMap<>();
        List<String> columns = table.mapping().table().key();
        for (int i = 0; i < columns.size(); i++) {
            key.put(columns.get(i), row.get(i).orElse(""));
        }
        return key;
    }

    private List<List<Optional<String>>> query(String query) {
        return staging.query("take examples", query);
    }
}
