package io.dbguard.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Fingerprint;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.TableChange.Action;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Part;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RestorePlannerTest {
    private static final TableName USERS = new TableName("s", "users");
    private static final TableName ORDERS = new TableName("s", "orders");
    private static final TableName LATER = new TableName("s", "later");

    private final SchemaObject mood = object("type", "mood", null, "as it was");
    private final SchemaObject users = object("table", "users", USERS, "as it was", mood);
    private final SchemaObject usersKey = object("constraint", "users.pk", USERS, "as it was", users);
    private final SchemaObject orders = object("table", "orders", ORDERS, "as it was");
    private final SchemaObject foreignKey = object("foreign key", "orders.fk", ORDERS, "as it was", orders, usersKey);
    private final SchemaObject busy = object("view", "busy", null, "as it was", users, orders);
    private final List<SchemaObject> backup = List.of(mood, users, usersKey, orders, foreignKey, busy);

    private static SchemaObject object(String kind, String name, TableName table, String form, SchemaObject... needs) {
        var id = new ObjectId(kind, "s", name);
        var dependsOn = new TreeSet<ObjectId>();
        Arrays.stream(needs).forEach(need -> dependsOn.add(need.id()));
        return new SchemaObject(
                id,
                Section.BEFORE_DATA,
                Optional.ofNullable(table),
                List.of("create " + id + " " + form),
                List.of("drop " + id),
                dependsOn);
    }

    private static List<Table> tables(List<SchemaObject> objects) {
        return objects.stream()
                .filter(o -> o.id().kind().equals("table"))
                .map(o -> new Table(o.table().orElseThrow(), o.id(), List.of(), List.of()))
                .toList();
    }

    private Manifest manifest(List<SequenceState> sequences) {
        return manifest(backup, sequences);
    }

    private static Manifest manifest(List<SchemaObject> backup, List<SequenceState> sequences) {
        var header = new BackupHeader(
                new BackupId("x"),
                Optional.empty(),
                Instant.EPOCH,
                "",
                BackupReason.MANUAL,
                "",
                new DatabaseInfo("p", "1", "d", ""),
                Scope.EVERYTHING,
                Duration.ZERO,
                List.of());
        List<TableContent> contents = tables(backup).stream()
                .map(table -> new TableContent(table, 1, new Fingerprint("f"), List.of()))
                .toList();
        return new Manifest(header, new Schema(backup, tables(backup), List.of()), contents, sequences);
    }

    private Plan plan(List<SchemaObject> present, List<SequenceState> sequences, TableName... chosen) {
        return plan(manifest(sequences), present, chosen);
    }

    private static Plan plan(Manifest manifest, List<SchemaObject> present, TableName... chosen) {
        Optional<Set<TableName>> names = chosen.length == 0 ? Optional.empty() : Optional.of(Set.of(chosen));
        return new RestorePlanner(manifest, names, new Schema(present, tables(present), List.of()), List.of()).plan();
    }

    private static List<SchemaObject> with(List<SchemaObject> objects, SchemaObject... more) {
        var all = new ArrayList<>(objects);
        all.addAll(List.of(more));
        return all;
    }

    private static List<SchemaObject> without(List<SchemaObject> objects, SchemaObject... less) {
        var rest = new ArrayList<>(objects);
        rest.removeAll(List.of(less));
        return rest;
    }

    private static List<Action> actions(Plan plan) {
        return plan.tables().stream().map(PlannedTable::action).toList();
    }

    @Test
    void intoAnEmptyDatabaseAllIsCreatedInOrder() {
        Plan plan = plan(List.of(), List.of());
        assertThat(plan.drop()).isEmpty();
        assertThat(plan.create()).isEqualTo(backup);
        assertThat(actions(plan)).containsOnly(Action.CREATE);
        assertThat(plan.touchesWhatIsThere()).isFalse();
    }

    @Test
    void intoTheSameDatabaseOnlyRowsAreReplaced() {
        Plan plan = plan(backup, List.of());
        assertThat(plan.drop()).isEmpty();
        assertThat(plan.create()).isEmpty();
        assertThat(actions(plan)).containsOnly(Action.REPLACE);
        assertThat(plan.touchesWhatIsThere()).isTrue();
    }

    @Test
    void aTableInAnotherFormGoesWithItsDependentsAndComesBack() {
        SchemaObject altered = object("table", "users", USERS, "altered", mood);
        List<SchemaObject> present = List.of(mood, altered, usersKey, orders, foreignKey, busy);
        Plan plan = plan(present, List.of());
        assertThat(plan.drop()).containsExactly(busy, foreignKey, usersKey, altered);
        assertThat(plan.create()).containsExactly(users, usersKey, foreignKey, busy);
        assertThat(actions(plan)).containsExactly(Action.RECREATE, Action.REPLACE);
        assertThat(plan.replaced()).contains(users.id());
    }

    @Test
    void aTypeInAnotherFormTakesItsTablesAlong() {
        SchemaObject altered = object("type", "mood", null, "altered");
        Plan plan = plan(List.of(altered, users, usersKey, orders, foreignKey, busy), List.of());
        assertThat(plan.create()).containsExactly(mood, users, usersKey, foreignKey, busy);
        assertThat(actions(plan)).containsExactly(Action.RECREATE, Action.REPLACE);
    }

    @Test
    void aViewThatOnlyTheDatabaseHasComesBackAsItWas() {
        SchemaObject altered = object("table", "users", USERS, "altered", mood);
        SchemaObject newView = object("view", "fresh", null, "new", altered);
        SchemaObject newIndex = object("index", "fresh_index", USERS, "new", altered);
        Plan plan = plan(List.of(mood, altered, usersKey, newIndex, orders, foreignKey, busy, newView), List.of());
        assertThat(plan.create()).contains(newView).doesNotContain(newIndex);
        assertThat(plan.drop()).contains(newView, newIndex);
        assertThat(plan.kept()).isEmpty();
    }

    @Test
    void aTableThatOnlyTheDatabaseHasIsNeverDropped() {
        SchemaObject altered = object("type", "mood", null, "altered");
        SchemaObject later = object("table", "later", LATER, "new", altered);
        assertThatThrownBy(() -> plan(List.of(altered, users, usersKey, orders, foreignKey, busy, later), List.of()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("table s.later");
        assertThat(plan(with(backup, object("table", "later", LATER, "new")), List.of())
                        .kept())
                .containsExactly(later.id());
    }

    @Test
    void aChosenTableBringsWhatItNeedsAndWhatWasLostWithIt() {
        Plan plan = plan(List.of(orders), List.of(), USERS);
        assertThat(plan.create()).containsExactly(mood, users, usersKey, foreignKey, busy);
        assertThat(actions(plan)).containsExactly(Action.CREATE);
    }

    @Test
    void aChosenTableLeavesOthersAlone() {
        SchemaObject alteredView = object("view", "busy", null, "altered", users, orders);
        Plan plan = plan(with(without(backup, busy), alteredView), List.of(), ORDERS);
        assertThat(plan.create()).isEmpty();
        assertThat(plan.drop()).isEmpty();
        assertThat(actions(plan)).containsExactly(Action.REPLACE);
    }

    @Test
    void aChosenTableWhoseParentIsMissingIsRefused() {
        assertThatThrownBy(() -> plan(List.of(), List.of(), ORDERS))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("s.users");
    }

    @Test
    void aChosenTableThatMakesAnotherGoIsRefused() {
        SchemaObject altered = object("type", "mood", null, "altered");
        List<SchemaObject> present = List.of(altered, users, usersKey, orders, foreignKey, busy);
        assertThat(plan(present, List.of(), ORDERS).drop()).isEmpty();
    }

    @Test
    void rowsAloneGoIntoTheTablesThatAreThere() {
        Manifest rows = OrderedContent.of(manifest(List.of()), List.of(), Set.of(), Set.of(Part.DATA));
        Plan plan = plan(rows, backup);
        assertThat(actions(plan)).containsExactly(Action.REPLACE, Action.REPLACE);
        assertThat(plan.drop()).isEmpty();
        assertThat(plan.create()).isEmpty();
        assertThat(plan(rows, backup, USERS).tables()).hasSize(1);
    }

    @Test
    void rowsAloneNeedTheirTables() {
        Manifest rows = OrderedContent.of(manifest(List.of()), List.of(), Set.of(), Set.of(Part.DATA));
        assertThatThrownBy(() -> plan(rows, without(backup, orders, foreignKey, busy)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("orders");
    }

    @Test
    void sequencesFollowTheirTables() {
        var mine = new SequenceState(new ObjectId("sequence", "s", "users_id"), Optional.of(USERS), 5, true);
        var free = new SequenceState(new ObjectId("sequence", "s", "free"), Optional.empty(), 5, true);
        assertThat(plan(backup, List.of(mine, free)).sequences()).containsExactly(mine, free);
        assertThat(plan(backup, List.of(mine, free), USERS).sequences()).containsExactly(mine);
        assertThat(plan(backup, List.of(mine, free), ORDERS).sequences()).isEmpty();
    }

    @Test
    void aMaterializedViewGetsItsRowsAnewWhereThoseOfItsTablesAreReplaced() {
        SchemaObject over = object("materialized view", "over", null, "as it was", busy);
        SchemaObject rows = object(ObjectKinds.MATERIALIZED_ROWS, "over", null, "as it was", over);
        SchemaObject other = object("materialized view", "other", null, "as it was", mood);
        SchemaObject otherRows = object(ObjectKinds.MATERIALIZED_ROWS, "other", null, "as it was", other);
        List<SchemaObject> all = with(backup, over, rows, other, otherRows);
        Manifest manifest = manifest(all, List.of());
        Plan plan = plan(manifest, all);
        assertThat(plan.create()).containsExactly(rows);
        assertThat(plan.drop()).isEmpty();
        TableContent ofUsers = content(plan, USERS);
        assertThat(plan.without(Set.of(ofUsers)).create()).containsExactly(rows);
        assertThat(plan.without(Set.of(ofUsers, content(plan, ORDERS))).create())
                .isEmpty();
        assertThat(plan(manifest, all, USERS).create()).isEmpty();
    }

    @Test
    void theRowsOfAPartitionAreThoseOfTheWhole() {
        var part = new TableName("s", "part");
        SchemaObject partTable = object("table", "part", part, "as it was");
        SchemaObject partition = object(ObjectKinds.PARTITION, "part", part, "as it was", partTable, orders);
        SchemaObject over = object("materialized view", "over", null, "as it was", orders);
        SchemaObject rows = object(ObjectKinds.MATERIALIZED_ROWS, "over", null, "as it was", over);
        List<SchemaObject> all = List.of(orders, partTable, partition, over, rows);
        Plan plan = plan(manifest(all, List.of()), all);
        assertThat(plan.without(Set.of(content(plan, ORDERS))).create()).containsExactly(rows);
        assertThat(plan.without(Set.of(content(plan, ORDERS), content(plan, part)))
                        .create())
                .isEmpty();
    }

    private static TableContent content(Plan plan, TableName table) {
        return plan.tables().stream()
                .map(PlannedTable::content)
                .filter(content -> content.table().name().equals(table))
                .findFirst()
                .orElseThrow();
    }
}
