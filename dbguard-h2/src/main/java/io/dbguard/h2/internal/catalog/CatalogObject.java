package io.dbguard.h2.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object as the catalogue has it, on its way to a {@link io.dbguard.api.schema.SchemaObject}. Not thread-safe. */
final class CatalogObject {
    private final ObjectId id;
    private final Rank rank;
    private final List<String> create = new ArrayList<>();
    private final List<String> drop = new ArrayList<>();
    private final Set<ObjectId> needs = new HashSet<>();
    private final Set<SqlName> names = new HashSet<>();
    private Section section = Section.BEFORE_DATA;
    private @Nullable TableName table;

    CatalogObject(ObjectId id, Rank rank) {
        this.id = id;
        this.rank = rank;
    }

    /** Says which table the object belongs to and disappears with. */
    CatalogObject of(TableName owner) {
        this.table = owner;
        return this;
    }

    CatalogObject afterData() {
        this.section = Section.AFTER_DATA;
        return this;
    }

    CatalogObject create(String statement) {
        create.add(statement);
        return this;
    }

    CatalogObject drop(String statement) {
        drop.add(statement);
        return this;
    }

    /** Adds something that must exist before, if it exists at all. */
    CatalogObject needs(ObjectId other) {
        needs.add(other);
        return this;
    }

    /** Adds whatever an expression or a query mentions; H2 does not record what depends on what. */
    CatalogObject mentions(@Nullable String sql) {
        if (sql != null) {
            names.addAll(SqlText.namesIn(sql));
        }
        return this;
    }

    ObjectId id() {
        return id;
    }

    Rank rank() {
        return rank;
    }

    Section section() {
        return section;
    }

    Optional<TableName> table() {
        return Optional.ofNullable(table);
    }

    List<String> create() {
        return create;
    }

    List<String> drop() {
        return drop;
    }

    Set<ObjectId> needs() {
        return needs;
    }

    Set<SqlName> names() {
        return names;
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
