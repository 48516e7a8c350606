package io.dbguard.chaos.memory;

import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.spi.database.RestorePlan;
import io.dbguard.spi.database.Restorer;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.TableLoad;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A transaction on a {@link MemoryDatabase}: works on a copy, which takes the place of the old state at the commit. */
final class MemorySession implements Snapshot, Restorer {
    private static final String SCHEMA = "main";

    private final MemoryDatabase database;
    private final Map<String, List<String>> tables;

    MemorySession(MemoryDatabase database) {
        this.database = database;
        this.tables = database.tables();
    }

    @Override
    public DatabaseInfo database() {
        return new DatabaseInfo("memory", "1", "test", "test");
    }

    @Override
    public Schema schema() {
        return new Schema(
                tables.keySet().stream().map(MemorySession::object).toList(),
                tables.keySet().stream().map(MemorySession::table).toList(),
                List.of());
    }

    private static ObjectId id(String table) {
        return new ObjectId(ObjectKinds.TABLE, SCHEMA, table);
    }

    private static SchemaObject object(String table) {
        return new SchemaObject(
                id(table),
                Section.BEFORE_DATA,
                Optional.of(new TableName(SCHEMA, table)),
                List.of("CREATE " + table),
                List.of("DROP " + table),
                Set.of());
    }

    private static Table table(String name) {
        return new Table(
                new TableName(SCHEMA, name),
                id(name),
                List.of(new Column("id", "int"), new Column("text", "text")),
                List.of("id"));
    }

    @Override
    public List<SequenceState> sequences() {
        return List.of();
    }

    @Override
    public void readRows(Table table, RowSink sink) {
        for (String row : tables.get(table.name().table())) {
            byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
            sink.rows(bytes, 0, bytes.length, 1);
        }
    }

    @Override
    public void apply(RestorePlan plan) {
        plan.drop().forEach(object -> tables.remove(object.id().name()));
        plan.create().forEach(object -> tables.put(object.id().name(), List.of()));
        plan.load().forEach(this::load);
    }

    private void load(TableLoad load) {
        var text = new StringBuilder();
        load.rows()
                .sendTo((buffer, offset, length, count) ->
                        text.append(new String(buffer, offset, length, StandardCharsets.UTF_8)));
        tables.put(
                load.table().name().table(),
                new ArrayList<>(text.toString().lines().map(line -> line + "\n").toList()));
    }

    @Override
    public void commit() {
        database.become(tables);
    }

    @Override
    public void close() {}
}
