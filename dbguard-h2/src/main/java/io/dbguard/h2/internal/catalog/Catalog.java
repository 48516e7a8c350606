package io.dbguard.h2.internal.catalog;

/** Reads all objects of one kind, with a fixed number of queries however many objects there are. */
@FunctionalInterface
interface Catalog {

    /** Reads the objects that a user made. */
    void read(Facts facts, Findings found);
}
