package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.api.report.Verification.Damage;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Printable;
import java.io.PrintWriter;
import java.util.List;

/** Damages as people and programs read them. */
final class Damages {
    private Damages() {}

    static void print(List<Damage> damages, PrintWriter out) {
        for (Damage damage : damages) {
            String table = damage.table().isEmpty() ? "" : " (rows of " + damage.table() + ")";
            out.println(Printable.line("DAMAGED " + damage.file() + table + ": " + damage.what()));
        }
    }

    /** Returns the id of the backup whose manifest is damaged. */
    static String backupOf(Damage manifest) {
        return manifest.file().replaceFirst("^manifests/", "").replaceFirst("\\.json$", "");
    }

    static JsonNode json(Damage damage) {
        return Json.object()
                .put("file", damage.file())
                .put("table", damage.table().isEmpty() ? null : damage.table())
                .put("what", damage.what());
    }
}
