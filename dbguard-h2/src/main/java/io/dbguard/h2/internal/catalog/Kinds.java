package io.dbguard.h2.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;

/** What H2's objects are called in a backup. */
final class Kinds {
    private Kinds() {}

    static ObjectId schema(String name) {
        return new ObjectId("schema", "", name);
    }

    static ObjectId user(String name) {
        return new ObjectId("user", "", name);
    }

    static ObjectId role(String name) {
        return new ObjectId("role", "", name);
    }

    static ObjectId table(TableName table) {
        return new ObjectId("table", table.schema(), table.table());
    }

    static ObjectId view(String schema, String name) {
        return new ObjectId("view", schema, name);
    }

    static ObjectId domain(String schema, String name) {
        return new ObjectId("domain", schema, name);
    }

    static ObjectId constraint(TableName table, String name) {
        return new ObjectId("constraint", table.schema(), table.table() + "." + name);
    }

    static ObjectId foreignKey(TableName table, String name) {
        return new ObjectId("foreign key", table.schema(), table.table() + "." + name);
    }

    static ObjectId index(String schema, String name) {
        return new ObjectId("index", schema, name);
    }
}
