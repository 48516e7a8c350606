package io.dbguard.postgres.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object as the catalogs have it, on its way to a {@link io.dbguard.api.schema.SchemaObject}. Not thread-safe. */
final class CatalogObject {
    private final Address address;
    private final ObjectId id;
    private final Rank rank;
    private final List<String> create = new ArrayList<>();
    private final List<String> drop = new ArrayList<>();
    private final List<Address> needs = new ArrayList<>();
    private final List<Address> parts = new ArrayList<>();
    private Section section = Section.BEFORE_DATA;
    private @Nullable TableName table;

    CatalogObject(Address address, ObjectId id, Rank rank) {
        this.address = address;
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

    /** Adds something that must exist before, beyond what pg_depend says. */
    CatalogObject needs(Address other) {
        needs.add(other);
        return this;
    }

    /** Adds something that comes into being together with this object, such as a table's row type. */
    CatalogObject part(Address other) {
        parts.add(other);
        return this;
    }

    Address address() {
        return address;
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

    List<Address> needs() {
        return needs;
    }

    List<Address> parts() {
        return parts;
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
