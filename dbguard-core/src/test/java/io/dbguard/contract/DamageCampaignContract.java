package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.RestoreRequest;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.report.TableChange;
import io.dbguard.api.restore.OrphanTreatment;
import io.dbguard.api.restore.RestoreMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random tables, random damage, a random choice of tables and a random mode: the result is what the definition of the mode says, worked
 * out here from what plain queries saw before, and the dry run said so. More rounds: {@code -Ddbguard.damage.rounds=200}; the same
 * again: {@code -Ddbguard.damage.seed=…}.
 */
abstract class DamageCampaignContract extends ContractTest {
    DamageCampaignContract(DatabaseUnderTest database) {
        super(database);
    }

    @Test
    void whatComesBackIsWhatTheModeSays() {
        rounds("restore", this::round);
    }

    @Test
    void whatIsReplacedIsWhatTheBackupHolds() {
        rounds("replacement", this::replaced);
    }

    private void rounds(String what, BiConsumer<TestDatabase, Random> round) {
        long first = Long.getLong("dbguard.damage.seed", System.nanoTime());
        int rounds = Integer.getInteger("dbguard.damage.rounds", 4);
        for (long seed = first; seed < first + rounds; seed++) {
            System.out.println("Damage and " + what + ", -Ddbguard.damage.rounds=1 -Ddbguard.damage.seed=" + seed);
            try (TestDatabase database = newDatabase()) {
                round.accept(database, new Random(seed));
            }
        }
    }

    /** Where rows of other tables would be left without what they refer to, it is refused, and nothing has changed. */
    private void replaced(TestDatabase database, Random random) {
        RandomShop shop = new RandomShop(database, random).create();
        Then then = Then.of(shop);
        Map<String, Long> looseThen = shop.looseRows();
        String backup = guard(database).backup().run().header().id().value();
        shop.damage();
        Map<String, Map<Integer, List<String>>> now =
                shop.tables().stream().collect(Collectors.toMap(t -> t, shop::rows));
        List<String> chosen = then.rows().keySet().stream()
                .sorted()
                .filter(t -> random.nextInt(4) > 0)
                .toList();
        RestoreRequest request = guard(database).restore().backup(backup).table("loose");
        for (String table : chosen) {
            request = request.table(table);
        }
        if (leavesOrphans(shop, then, now, chosen)) {
            String before = dump(database);
            assertThatThrownBy(request::run).isInstanceOf(DbGuardException.class);
            assertThat(dump(database)).isEqualTo(before);
            return;
        }
        Map<String, TableChange> said = request.dryRun().tables().stream()
                .collect(Collectors.toMap(change -> change.table().table().toLowerCase(), change -> change));
        Map<String, Boolean> sameColumns = now.keySet().stream()
                .collect(Collectors.toMap(
                        t -> t, t -> shop.columns(t).equals(then.columns().get(t))));
        request.run();
        for (String table : chosen) {
            Map<Integer, List<String>> is =
                    rowsOf(database, table, then.columns().get(table));
            assertThat(is).as(table).isEqualTo(then.rows().get(table));
            if (sameColumns.getOrDefault(table, false)) {
                saidWhatWasDone(said.get(table), now.get(table), is);
            }
        }
        for (String table : now.keySet()) {
            if (!chosen.contains(table)) {
                assertThat(rowsOf(database, table, shop.columns(table)))
                        .as(table)
                        .isEqualTo(now.get(table));
            }
        }
        assertThat(shop.looseRows()).isEqualTo(looseThen);
    }

    private static void saidWhatWasDone(
            TableChange said, Map<Integer, List<String>> before, Map<Integer, List<String>> is) {
        assertThat(said.inserted())
                .isEqualTo(is.keySet().stream()
                        .filter(key -> !before.containsKey(key))
                        .count());
        assertThat(said.deleted())
                .isEqualTo(before.keySet().stream()
                        .filter(key -> !is.containsKey(key))
                        .count());
        assertThat(said.updated())
                .isEqualTo(is.entrySet().stream()
                        .filter(row -> before.containsKey(row.getKey())
                                && !before.get(row.getKey()).equals(row.getValue()))
                        .count());
    }

    /** Also where what is to come back refers to a table that is gone and was not chosen. */
    private static boolean leavesOrphans(
            RandomShop shop, Then then, Map<String, Map<Integer, List<String>>> now, List<String> chosen) {
        for (String table : then.rows().keySet()) {
            Map<Integer, List<String>> rows =
                    chosen.contains(table) ? then.rows().get(table) : now.getOrDefault(table, Map.of());
            String parent = shop.parent(table);
            if (parent.isEmpty() || (!chosen.contains(table) && !now.containsKey(table))) {
                continue;
            }
            if (!chosen.contains(parent) && !now.containsKey(parent)) {
                return true;
            }
            Map<Integer, List<String>> parents =
                    chosen.contains(parent) ? then.rows().get(parent) : now.getOrDefault(parent, Map.of());
            if (rows.values().stream()
                    .map(row -> row.get(0))
                    .filter(up -> !up.equals("null"))
                    .anyMatch(up -> !parents.containsKey(Integer.valueOf(up)))) {
                return true;
            }
        }
        return false;
    }

    /** What a table held, once as all tables had it then, once as far as it still has the columns. */
    private record Then(Map<String, List<String>> columns, Map<String, Map<Integer, List<String>>> rows) {
        static Then of(RandomShop shop) {
            return new Then(
                    shop.tables().stream().collect(Collectors.toMap(t -> t, shop::columns)),
                    shop.tables().stream().collect(Collectors.toMap(t -> t, shop::rows)));
        }

        Map<Integer, List<String>> rows(String table, List<String> wanted) {
            List<String> had = columns.get(table);
            Map<Integer, List<String>> cut = new TreeMap<>();
            rows.get(table)
                    .forEach((key, values) -> cut.put(
                            key,
                            wanted.stream()
                                    .skip(1)
                                    .map(column -> values.get(had.indexOf(column) - 1))
                                    .toList()));
            return cut;
        }
    }

    private void round(TestDatabase database, Random random) {
        RandomShop shop = new RandomShop(database, random).create();
        Then then = Then.of(shop);
        Map<String, Long> looseThen = shop.looseRows();
        String backup = guard(database).backup().run().header().id().value();
        shop.damage();
        Map<String, Map<Integer, List<String>>> now =
                shop.tables().stream().collect(Collectors.toMap(t -> t, shop::rows));
        Map<String, Long> looseNow = shop.looseRows();
        RestoreMode mode = random.nextBoolean() ? RestoreMode.MERGE : RestoreMode.INSERT_MISSING;
        List<String> chosen = new ArrayList<>(then.rows().keySet().stream()
                .sorted()
                .filter(t -> random.nextInt(4) > 0)
                .toList());
        chosen.removeIf(table -> needsOtherTable(table, chosen, now, shop));

        RestoreRequest request =
                guard(database).restore().backup(backup).mode(mode).orphans(OrphanTreatment.SKIP);
        request = request.table("loose");
        for (String table : chosen) {
            request = request.table(table);
        }
        Map<String, TableChange> said = request.dryRun().tables().stream()
                .collect(Collectors.toMap(change -> change.table().table().toLowerCase(), change -> change));
        RestoreReport report = request.run();

        Map<String, Map<Integer, List<String>>> expected = expected(shop, then, now, chosen, mode);
        for (String table : then.rows().keySet()) {
            if (!expected.containsKey(table)) {
                continue;
            }
            Map<Integer, List<String>> is = rowsOf(database, table, columns(shop, then, now, table));
            assertThat(is).as(table + " after " + mode).isEqualTo(expected.get(table));
            if (chosen.contains(table)) {
                Map<Integer, List<String>> before = now.getOrDefault(table, Map.of());
                assertThat(said.get(table).inserted())
                        .as("said to come back into " + table)
                        .isEqualTo(is.keySet().stream()
                                .filter(key -> !before.containsKey(key))
                                .count());
                assertThat(said.get(table).updated())
                        .as("said to go back in " + table)
                        .isEqualTo(is.entrySet().stream()
                                .filter(row -> before.containsKey(row.getKey())
                                        && !before.get(row.getKey()).equals(row.getValue()))
                                .count());
            }
        }
        assertThat(report.tables())
                .allSatisfy(done -> assertThat(done.inserted())
                        .isEqualTo(said.get(done.table().table().toLowerCase()).inserted()));
        Map<String, Long> loose = new TreeMap<>(looseNow);
        looseThen.forEach((row, times) -> loose.merge(row, times, Math::max));
        assertThat(shop.looseRows()).isEqualTo(loose);
    }

    /** A table that is gone needs those that it refers to. */
    private static boolean needsOtherTable(
            String table, List<String> chosen, Map<String, Map<Integer, List<String>>> now, RandomShop shop) {
        String parent = shop.parent(table);
        return !now.containsKey(table) && !parent.isEmpty() && !now.containsKey(parent) && !chosen.contains(parent);
    }

    private static List<String> columns(
            RandomShop shop, Then then, Map<String, Map<Integer, List<String>>> now, String table) {
        return now.containsKey(table) ? shop.columns(table) : then.columns().get(table);
    }

    private static Map<Integer, List<String>> rowsOf(TestDatabase database, String table, List<String> columns) {
        Map<Integer, List<String>> rows = new TreeMap<>();
        for (String row : database.query("SELECT " + String.join(", ", columns) + " FROM " + table)) {
            List<String> values = List.of(row.split("\\|", -1));
            rows.put(Integer.valueOf(values.get(0)), values.subList(1, values.size()));
        }
        return rows;
    }

    private static Map<String, Map<Integer, List<String>>> expected(
            RandomShop shop,
            Then then,
            Map<String, Map<Integer, List<String>>> now,
            List<String> chosen,
            RestoreMode mode) {
        Map<String, Map<Integer, List<String>>> expected = new TreeMap<>();
        now.forEach((table, rows) -> expected.put(table, new TreeMap<>(rows)));
        for (String table : chosen) {
            Map<Integer, List<String>> rows = expected.computeIfAbsent(table, t -> new TreeMap<>());
            then.rows(table, columns(shop, then, now, table)).forEach((key, values) -> {
                if (mode == RestoreMode.MERGE || !rows.containsKey(key)) {
                    rows.put(key, values);
                }
            });
        }
        boolean more = true;
        while (more) {
            more = false;
            for (String table : chosen) {
                more |= takeBackOrphans(shop, now.getOrDefault(table, Map.of()), expected, table);
            }
        }
        return expected;
    }

    /** A row that would come back, or go back, and whose parent is nowhere, stays what it is, or away. */
    private static boolean takeBackOrphans(
            RandomShop shop,
            Map<Integer, List<String>> now,
            Map<String, Map<Integer, List<String>>> expected,
            String table) {
        String parent = shop.parent(table);
        Map<Integer, List<String>> rows = expected.get(table);
        if (parent.isEmpty()) {
            return false;
        }
        Map<Integer, List<String>> parents = expected.getOrDefault(parent, Map.of());
        List<Integer> orphans = rows.entrySet().stream()
                .filter(row -> !row.getValue().get(0).equals("null"))
                .filter(row ->
                        !parents.containsKey(Integer.valueOf(row.getValue().get(0))))
                .map(Map.Entry::getKey)
                .toList();
        for (Integer key : orphans) {
            rows.remove(key);
            if (now.containsKey(key)) {
                rows.put(key, now.get(key));
            }
        }
        return !orphans.isEmpty();
    }
}
