package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.api.report.CopyState;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Printable;
import java.io.PrintWriter;

/** How far copies have come, as people and programs read it. */
final class CopyLines {
    private CopyLines() {}

    static void print(CopyState copy, PrintWriter out) {
        out.println(Printable.line(
                copy.upToDate()
                        ? "Copy in " + copy.place() + ": up to date; " + Amounts.count(copy.copied(), "backup") + ", "
                                + Amounts.size(copy.writtenBytes()) + " copied."
                        : "COPY LAGS in " + copy.place() + ": " + lag(copy)));
    }

    static String lag(CopyState copy) {
        String lacks = copy.lacking().isEmpty()
                ? ""
                : "lacks " + Amounts.count(copy.lacking().size(), "backup") + ", the oldest "
                        + copy.lacking().get(0);
        return lacks + (lacks.isEmpty() || copy.problem().isEmpty() ? "" : "; ") + copy.problem();
    }

    static JsonNode json(CopyState copy) {
        return Json.object()
                .put("place", copy.place())
                .put("upToDate", copy.upToDate())
                .put("lacking", copy.lacking().size())
                .put(
                        "oldestLacking",
                        copy.lacking().isEmpty() ? null : copy.lacking().get(0).value())
                .put("triedAt", copy.tried().toString())
                .put("problem", copy.problem().isEmpty() ? null : copy.problem());
    }
}
