package io.dbguard.internal.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.api.schema.Unsupported;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopedSchemaTest {
    private static final TableName USERS = new TableName("public", "Users");
    private static final TableName ORDERS = new TableName("public", "orders");
    private static final TableName OLD = new TableName("archive", "orders");

    private static final ObjectId TYPE = new ObjectId("type", "public", "mood");
    private static final ObjectId VIEW = new ObjectId("view", "public", "busy");
    private static final ObjectId FOREIGN_KEY = new ObjectId("foreign key", "public", "orders.fk");

    private static ObjectId id(TableName table) {
        return new ObjectId("table", table.schema(), table.table());
    }

    private static SchemaObject object(ObjectId id, TableName table, ObjectId... needs) {
        return new SchemaObject(
                id, Section.BEFORE_DATA, Optional.ofNullable(table), List.of("CREATE " + id), List.of(), Set.of(needs));
    }

    private static Schema schema() {
        ObjectId schema = new ObjectId("schema", "", "public");
        return new Schema(
                List.of(
                        object(schema, null),
                        object(new ObjectId("schema", "", "archive"), null),
                        object(TYPE, null, schema),
                        object(new ObjectId("type", "public", "unused"), null, schema),
                        object(id(USERS), USERS, schema, TYPE),
                        object(id(ORDERS), ORDERS, schema),
                        object(id(OLD), OLD),
                        object(VIEW, null, id(USERS), id(ORDERS)),
                        object(FOREIGN_KEY, ORDERS, id(ORDERS), id(USERS))),
                List.of(table(USERS), table(ORDERS), table(OLD)),
                List.of(new Unsupported(new ObjectId("policy", "archive", "p"), Optional.of(OLD), "unknown")));
    }

    private static Table table(TableName name) {
        return new Table(name, id(name), List.of(), List.of());
    }

    private static List<ObjectId> ids(Schema schema) {
        return schema.objects().stream().map(SchemaObject::id).toList();
    }

    private static Scope tables(String... names) {
        return new Scope(List.of(), List.of(names), List.of());
    }

    @Test
    void everythingIsEverything() {
        assertThat(ScopedSchema.of(Scope.EVERYTHING, schema())).isEqualTo(schema());
    }

    @Test
    void aTableComesWithWhatItNeedsAndNothingElse() {
        Schema scoped = ScopedSchema.of(tables("users"), schema());
        assertThat(ids(scoped)).containsExactly(new ObjectId("schema", "", "public"), TYPE, id(USERS));
        assertThat(scoped.unsupported()).isEmpty();
    }

    @Test
    void whatNeedsAnotherTableIsNamed() {
        Schema scoped = ScopedSchema.of(tables("public.orders"), schema());
        assertThat(ids(scoped)).doesNotContain(FOREIGN_KEY);
        assertThat(scoped.unsupported()).singleElement().satisfies(u -> {
            assertThat(u.object()).isEqualTo(FOREIGN_KEY);
            assertThat(u.reason()).contains("public.Users");
        });
    }

    @Test
    void anExcludedTableTakesItsViewsAlong() {
        Schema scoped = ScopedSchema.of(new Scope(List.of(), List.of(), List.of("Users", "archive.orders")), schema());
        assertThat(scoped.tables()).containsExactly(table(ORDERS));
        assertThat(scoped.unsupported()).extracting(Unsupported::object).containsExactlyInAnyOrder(VIEW, FOREIGN_KEY);
    }

    @Test
    void aSchemaComesWithWhatIsUnsupportedInIt() {
        Schema scoped = ScopedSchema.of(new Scope(List.of("archive"), List.of(), List.of()), schema());
        assertThat(ids(scoped)).containsExactly(new ObjectId("schema", "", "archive"), id(OLD));
        assertThat(scoped.unsupported()).hasSize(1);
    }

    @Test
    void theRightCaseWinsOverAnyCase() {
        var upper = new TableName("public", "USERS");
        assertThat(TableNames.find(List.of("USERS"), List.of(USERS, upper), "x"))
                .containsExactly(upper);
        assertThat(TableNames.find(List.of("users"), List.of(USERS), "x")).containsExactly(USERS);
        assertThatThrownBy(() -> TableNames.find(List.of("users"), List.of(USERS, upper), "x"))
                .isInstanceOf(RequestException.class);
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> ScopedSchema.of(tables("nope"), schema()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("nope");
        assertThatThrownBy(() -> ScopedSchema.of(new Scope(List.of("nope"), List.of(), List.of()), schema()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("nope");
        assertThatThrownBy(() -> ScopedSchema.of(tables("orders"), schema()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("several");
    }
}
