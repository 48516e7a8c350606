package io.dbguard.cli.internal.command;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Printable;
import io.dbguard.cli.internal.output.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a backup holds, as a person reads it. */
final class ManifestPage {
    private final Manifest manifest;

    ManifestPage(Manifest manifest) {
        this.manifest = manifest;
    }

    void print(PrintWriter out) {
        printHeader(out);
        section(out, "Tables", tables());
        section(out, "Sequences", sequences());
        section(out, "Objects", objects());
        section(out, "Groups of tables", groups());
        section(out, "Left out", leftOut());
        List<String> warnings = manifest.header().warnings();
        if (!warnings.isEmpty()) {
            out.println();
            out.println("Warnings");
            warnings.forEach(warning -> out.println(Printable.line(warning)));
        }
    }

    private void printHeader(PrintWriter out) {
        BackupHeader header = manifest.header();
        var database = header.database();
        line(out, "backup", header.id().value());
        line(out, "time", Amounts.time(header.time()) + " UTC");
        line(out, "label", header.label());
        line(out, "reason", Words.of(header.reason()));
        line(out, "database", database.name() + " (" + database.provider() + " " + database.version() + ")");
        line(out, "scope", scope(header.scope()));
        line(
                out,
                "rows",
                manifest.rows() + " in " + Amounts.count(manifest.tables().size(), "table"));
        line(out, "size", Amounts.size(manifest.rawBytes()) + ", stored as " + Amounts.size(manifest.storedBytes()));
        line(out, "taken in", Amounts.duration(header.took()));
        line(out, "written by", "dbguard " + header.writtenBy());
    }

    private static void line(PrintWriter out, String name, String value) {
        out.println((name + " ".repeat(12 - name.length()) + Printable.line(value)).stripTrailing());
    }

    private static String scope(Scope scope) {
        var parts = new ArrayList<String>();
        add(parts, "only the schemas ", scope.schemas());
        add(parts, "only the tables ", scope.tables());
        add(parts, "not the tables ", scope.excluded());
        return parts.isEmpty() ? "the whole database" : String.join("; ", parts);
    }

    private static void add(List<String> parts, String what, List<String> names) {
        if (!names.isEmpty()) {
            parts.add(what + String.join(", ", names));
        }
    }

    private static void section(PrintWriter out, String title, TextTable table) {
        if (!table.isEmpty()) {
            out.println();
            out.println(title);
            table.print(out);
        }
    }

    private TextTable tables() {
        var table = new TextTable().text("name").numbers("rows", "size", "stored");
        manifest.tables()
                .forEach(content -> table.row(
                        content.table().name(),
                        content.rows(),
                        Amounts.size(content.rawBytes()),
                        Amounts.size(content.storedBytes())));
        return table;
    }

    private TextTable sequences() {
        var table = new TextTable().text("name").numbers("value").text("state");
        manifest.sequences()
                .forEach(state ->
                        table.row(state.sequence(), state.value(), state.called() ? "handed out" : "comes next"));
        return table;
    }

    private TextTable objects() {
        Map<String, Long> kinds = manifest.schema().objects().stream()
                .map(SchemaObject::id)
                .collect(Collectors.groupingBy(id -> id.kind(), TreeMap::new, Collectors.counting()));
        var table = new TextTable().text("kind").numbers("number");
        kinds.forEach(table::row);
        return table;
    }

    private TextTable groups() {
        var table = new TextTable().text("name", "tables");
        new TreeMap<>(manifest.groups()).forEach((name, tables) -> table.row(name, String.join(", ", tables)));
        return table;
    }

    private TextTable leftOut() {
        var table = new TextTable().text("object", "why");
        manifest.schema().unsupported().forEach(object -> table.row(object.object(), object.reason()));
        return table;
    }
}
