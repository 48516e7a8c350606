package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.report.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No value changes on its way through a backup, whatever its type and whatever the time zone. */
abstract class ValuesContract extends ContractTest {
    private final TimeZone zone = TimeZone.getDefault();

    ValuesContract(DatabaseUnderTest database) {
        super(database);
    }

    @AfterEach
    void putTimeZoneBack() {
        TimeZone.setDefault(zone);
    }

    /** Backed up in one time zone and restored in another, among them one that skipped a whole day. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Apia"})
    void everyValueOfEveryTypeComesBack(String zoneName) {
        try (TestDatabase from = newDatabase();
                TestDatabase to = newDatabase()) {
            List<TypeSample> samples = under().samples();
            for (int i = 0; i < samples.size(); i++) {
                from.run(createAndFill("t" + i, samples.get(i)).toArray(String[]::new));
            }
            TimeZone.setDefault(TimeZone.getTimeZone(zoneName));
            guard(from).backup().run();
            assertThat(guard(from).verify().latest().run()).isInstanceOf(Verification.Intact.class);
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            guard(to).restore().latest().run();
            assertThat(guard(to).verify().latest().againstDatabase().identical())
                    .isTrue();
            TimeZone.setDefault(zone);
            assertThat(dump(to)).isEqualTo(dump(from));
        }
    }

    private static List<String> createAndFill(String table, TypeSample sample) {
        List<String> sql = new ArrayList<>();
        sql.add("CREATE TABLE " + table + " (id int PRIMARY KEY, v " + sample.type() + ")");
        sql.add("INSERT INTO " + table + " VALUES (0, NULL)");
        for (int i = 0; i < sample.literals().size(); i++) {
            sql.add("INSERT INTO " + table + " VALUES (" + (i + 1) + ", "
                    + sample.literals().get(i) + ")");
        }
        return sql;
    }

    @Test
    void nullIsNotAnEmptyText() {
        try (TestDatabase from = newDatabase();
                TestDatabase to = newDatabase()) {
            from.run(
                    "CREATE TABLE t (id int PRIMARY KEY, a varchar(10), b varchar(10))",
                    "INSERT INTO t VALUES (1, NULL, ''), (2, '', NULL), (3, '\\N', 'N')");
            guard(from).backup().run();
            guard(to).restore().latest().run();
            assertThat(to.query("SELECT id FROM t WHERE a IS NULL AND b = ''")).containsExactly("1");
            assertThat(to.query("SELECT id FROM t WHERE a = '' AND b IS NULL")).containsExactly("2");
            assertThat(to.query("SELECT a FROM t WHERE id = 3")).containsExactly("\\N");
        }
    }

    @Test
    void aTextOfTenMegabytesComesBack() {
        try (TestDatabase from = newDatabase();
                TestDatabase to = newDatabase()) {
            from.run(
                    "CREATE TABLE t (id int PRIMARY KEY, v text)",
                    "INSERT INTO t VALUES (1, " + under().repeatTen("aé\\\t12345\uD83D\uDE00", 1 << 20) + ")",
                    "INSERT INTO t VALUES (2, 'after')");
            guard(from).backup().run();
            guard(to).restore().latest().run();
            assertThat(dump(to)).isEqualTo(dump(from));
            String length = "SELECT length(v) FROM t WHERE id = 1";
            // Some databases count a character outside of the basic plane as two.
            assertThat(Integer.parseInt(from.value(length))).isBetween(10 << 20, 11 << 20);
            assertThat(to.value(length)).isEqualTo(from.value(length));
        }
    }
}
