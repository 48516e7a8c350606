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
    private @Nullable Division division;
    private @Nullable Address described;

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

    /** Whatever needs this one goes with it; what else did so has gone before. */
    CatalogObject dropWithDependents() {
        drop.replaceAll(statement -> statement + " CASCADE");
        return this;
    }

    CatalogObject drop(String statement) {
        drop.add(statement);
        return this;
    }

    /** Says that the object is nothing without another, which may turn out not to be restored at all. */
    CatalogObject describing(Address other) {
        this.described = other;
        return needs(other);
    }

    @Nullable
    Address described() {
        return described;
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

    /**
     * Says that the object can be made in two steps, where it and another need each other: first an empty one of the
     * same shape, later its content.
     *
     * @param stub creates the empty one
     * @param body puts the content in
     * @param stubNeeds what even the empty one needs, besides the types of its columns
     */
    CatalogObject divisible(String stub, String body, Address stubNeeds) {
        this.division = new Division(stub, body, stubNeeds);
        return this;
    }

    /**
     * How an object can be made in two steps.
     *
     * @param stub creates the empty one
     * @param body puts the content in
     * @param stubNeeds what even the empty one needs
     */
    record Division(String stub, String body, Address stubNeeds) {}

    @Nullable
    Division division() {
        return division;
    }

    /** Returns the empty one of a divisible object. */
    CatalogObject stub(Division how) {
        CatalogObject stub = new CatalogObject(address, id, rank).create(how.stub);
        drop.forEach(stub::drop);
        parts.stream().filter(part -> !isRule(part)).forEach(stub::part);
        return stub.needs(how.stubNeeds);
    }

    /** Returns what puts the content into the empty one. */
    CatalogObject body(Division how) {
        Address own = parts.stream().filter(CatalogObject::isRule).findFirst().orElseThrow();
        CatalogObject body = new CatalogObject(
                        own, new ObjectId(id.kind() + " body", id.schema(), id.name()), Rank.VIEW_BODY)
                .needs(address)
                .create(how.body)
                .drop(how.stub.replaceFirst("^CREATE VIEW", "CREATE OR REPLACE VIEW"));
        create.stream().skip(1).forEach(body::create);
        return body;
    }

    private static boolean isRule(Address part) {
        return part.catalog().equals("pg_rewrite");
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
