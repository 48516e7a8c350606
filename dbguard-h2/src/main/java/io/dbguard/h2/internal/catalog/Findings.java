package io.dbguard.h2.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.api.schema.Unsupported;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the catalogues have found so far. Not thread-safe. */
final class Findings {
    private final List<CatalogObject> objects = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final Set<TableName> tableNames = new HashSet<>();
    private final List<Unsupported> unsupported = new ArrayList<>();

    CatalogObject add(CatalogObject object) {
        objects.add(object);
        return object;
    }

    void add(Table table) {
        tables.add(table);
        tableNames.add(table.name());
    }

    void unsupported(ObjectId id, @Nullable TableName table, String reason) {
        unsupported.add(new Unsupported(id, Optional.ofNullable(table), reason));
    }

    /** Returns whether this is a table whose rows are backed up. */
    boolean hasTable(TableName table) {
        return tableNames.contains(table);
    }

    List<CatalogObject> objects() {
        return objects;
    }

    List<Table> tables() {
        return tables;
    }

    List<Unsupported> unsupported() {
        return unsupported;
    }
}
