package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.report.RowHistory;
import io.dbguard.api.report.RowVersion;
import io.dbguard.api.report.RowVersion.Seen;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a row was like, for people and for programs. */
final class HistoryPage {
    private static final int WIDEST = 60;

    private HistoryPage() {}

    static void print(RowHistory history, PrintWriter out) {
        if (!history.found()) {
            out.println("No such row of " + history.table() + " is in any of "
                    + Amounts.count(history.backups(), "backup") + ".");
            return;
        }
        Set<String> columns = new LinkedHashSet<>();
        history.versions().forEach(version -> version.rows().forEach(row -> columns.addAll(row.keySet())));
        var table = new TextTable()
                .text("changed after (UTC)", "seen (UTC)", "backup")
                .text(columns.toArray(String[]::new));
        history.versions().forEach(version -> rows(version, columns).forEach(row -> table.row(row.toArray())));
        table.print(out);
        out.println(Amounts.count(history.versions().size(), "version") + " in "
                + Amounts.count(history.backups(), "backup") + " of " + history.table() + ".");
    }

    private static List<List<Object>> rows(RowVersion version, Set<String> columns) {
        List<Object> start = List.of(
                version.before().map(seen -> Amounts.time(seen.time())).orElse(""),
                Amounts.time(version.since().time()),
                version.since().backup());
        List<List<Object>> rows = new ArrayList<>();
        if (!version.there()) {
            rows.add(new ArrayList<>(start));
            columns.forEach(column -> rows.get(0).add(rows.get(0).size() == start.size() ? "(not there)" : ""));
        }
        for (Map<String, @Nullable String> row : version.rows()) {
            List<Object> cells = new ArrayList<>(start);
            columns.forEach(column -> cells.add(row.containsKey(column) ? cell(row.get(column)) : "(no column)"));
            rows.add(cells);
        }
        return rows;
    }

    private static String cell(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        return value.codePointCount(0, value.length()) <= WIDEST
                ? value
                : value.substring(0, value.offsetByCodePoints(0, WIDEST - 1)) + "…";
    }

    static ObjectNode json(RowHistory history) {
        ObjectNode json = Json.object().put("table", history.table().toString()).put("backups", history.backups());
        json.set("versions", Json.array(history.versions(), HistoryPage::json));
        json.set("problems", Json.texts(history.problems()));
        return json;
    }

    private static ObjectNode json(RowVersion version) {
        ObjectNode json = Json.object();
        json.set("since", json(version.since()));
        json.set("before", version.before().map(HistoryPage::json).orElse(null));
        json.set("rows", Json.array(version.rows(), HistoryPage::row));
        return json;
    }

    private static ObjectNode json(Seen seen) {
        return Json.object()
                .put("backup", seen.backup().value())
                .put("time", seen.time().toString());
    }

    private static ObjectNode row(Map<String, @Nullable String> row) {
        ObjectNode json = Json.object();
        row.forEach(json::put);
        return json;
    }
}
