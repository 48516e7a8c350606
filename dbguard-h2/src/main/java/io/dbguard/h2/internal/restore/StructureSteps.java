package io.dbguard.h2.internal.restore;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.journal.StepLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Drops and creates objects, each step together with its inverse. */
final class StructureSteps {
    private static final String UNCHECKED = " NOCHECK";

    private final StepLog log;
    private final SetAside aside;
    private final Map<ObjectId, SchemaObject> present = new HashMap<>();
    private final Set<ObjectId> tables;

    StructureSteps(StepLog log, SetAside aside, Schema schema) {
        this.log = log;
        this.aside = aside;
        schema.objects().forEach(object -> present.put(object.id(), object));
        this.tables = schema.tables().stream().map(table -> table.object()).collect(Collectors.toSet());
    }

    /** Drops objects; tables, with what can go along with them, are set aside. */
    void drop(List<SchemaObject> objects) {
        Set<TableName> goingAside = objects.stream()
                .filter(object -> tables.contains(object.id()))
                .flatMap(object -> object.table().stream())
                .collect(Collectors.toSet());
        for (SchemaObject object : objects) {
            boolean along = object.table().filter(goingAside::contains).isPresent();
            if (tables.contains(object.id())) {
                object.table().ifPresent(aside::table);
            } else if (!along || !SetAside.GOES_ALONG.contains(object.id().kind())) {
                drop(object);
            }
        }
    }

    void drop(SchemaObject object) {
        for (String sql : object.drop()) {
            log.step("drop the " + object.id(), sql, unchecked(object), List.of());
        }
    }

    void create(SchemaObject object) {
        create(object, object.create());
    }

    /** Creates a foreign key without looking at the rows, which may not be there yet. */
    void createUnchecked(SchemaObject object) {
        create(object, unchecked(object));
    }

    private void create(SchemaObject object, List<String> statements) {
        for (String sql : statements) {
            log.step("create the " + object.id(), sql, inverse(object), List.of());
        }
    }

    /** The rows fulfilled the foreign key before, and will again. */
    private static List<String> unchecked(SchemaObject object) {
        return object.id().kind().equals("foreign key")
                ? object.create().stream().map(sql -> sql + UNCHECKED).toList()
                : object.create();
    }

    /** What cannot be dropped goes back to what it was, or goes away in its own fashion. */
    private List<String> inverse(SchemaObject object) {
        SchemaObject before = present.get(object.id());
        String name = identifier(object.id().name());
        return switch (object.id().kind()) {
            case "comment" ->
                before != null
                        ? before.create()
                        : List.of(withoutText(object.create().get(0)));
            case "user" -> before != null ? List.of() : List.of("DROP USER IF EXISTS " + name);
            case "schema owner" ->
                present.containsKey(new ObjectId("schema", "", object.id().name()))
                        ? List.of()
                        : List.of("DROP SCHEMA IF EXISTS " + name + " RESTRICT");
            default -> object.drop();
        };
    }

    /** COMMENT ON … IS '…' becomes COMMENT ON … IS NULL; names are in double quotes, the text in single ones. */
    private static String withoutText(String comment) {
        return comment.replaceFirst("(?s) IS (U&)?'.*", " IS NULL");
    }
}
