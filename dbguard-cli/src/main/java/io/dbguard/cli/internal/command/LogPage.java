package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.api.event.AuditEntry;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.TextTable;
import java.io.PrintWriter;
import java.util.List;

/** Lines of the audit log, for people and for programs. */
final class LogPage {
    private LogPage() {}

    static void print(List<AuditEntry> entries, PrintWriter out) {
        var table = new TextTable().text("time (UTC)", "kind", "who", "what");
        for (AuditEntry entry : entries) {
            GuardEvent event = entry.event();
            table.row(
                    Amounts.time(event.time()),
                    event.kind().word(),
                    entry.user() + "@" + entry.host(),
                    event.words() + (event.subject().isEmpty() ? "" : " (" + event.subject() + ")"));
        }
        if (table.isEmpty()) {
            out.println("Nothing of this is in the audit log.");
        } else {
            table.print(out);
        }
    }

    static JsonNode json(List<AuditEntry> entries, List<String> problems) {
        var document = Json.object();
        document.set("entries", Json.array(entries, LogPage::json));
        document.set("problems", Json.texts(problems));
        return document;
    }

    private static JsonNode json(AuditEntry entry) {
        GuardEvent event = entry.event();
        var json = Json.object()
                .put("number", entry.number())
                .put("time", event.time().toString())
                .put("kind", event.kind().word())
                .put("database", event.database())
                .put("subject", event.subject())
                .put("words", event.words());
        var details = json.putObject("details");
        event.details().forEach(details::put);
        return json.put("user", entry.user()).put("host", entry.host()).put("process", entry.process());
    }
}
