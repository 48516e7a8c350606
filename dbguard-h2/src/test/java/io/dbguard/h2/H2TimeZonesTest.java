package io.dbguard.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.contract.TypeSample;
import io.dbguard.h2.testing.H2Database;
import io.dbguard.h2.testing.H2Dump;
import io.dbguard.h2.testing.H2Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates and times, with a session's time zone that is neither that of the JVM nor that of the other database. */
class H2TimeZonesTest {
    private final TimeZone zone = TimeZone.getDefault();

    @TempDir
    Path folder;

    @AfterEach
    void putTimeZoneBack() {
        TimeZone.setDefault(zone);
    }

    private Guard guard(H2Database database) {
        return Guard.protect(database.dataSource()).storeIn(folder).build();
    }

    private static List<TypeSample> datesAndTimes() {
        return H2Samples.all().stream()
                .filter(sample -> sample.type().matches("(date|time|interval).*|row\\(a int, b timestamp\\).*"))
                .toList();
    }

    private static String[] createAndFill() {
        List<String> sql = new ArrayList<>();
        int table = 0;
        for (TypeSample sample : datesAndTimes()) {
            String name = "T" + table++;
            sql.add("CREATE TABLE " + name + " (V " + sample.type() + ")");
            sample.literals().forEach(literal -> sql.add("INSERT INTO " + name + " VALUES (" + literal + ")"));
        }
        sql.add("CREATE TABLE LOCAL (A TIMESTAMP(9) WITH TIME ZONE, B TIME(9) WITH TIME ZONE, C TIMESTAMP(9))");
        // Without an offset of their own these get that of the session.
        sql.add("INSERT INTO LOCAL VALUES ('2024-03-31 02:30:00', '02:30:00', '2024-03-31 02:30:00'),"
                + " ('2011-12-30 12:00:00', '23:59:59.999999999', '2011-12-30 12:00:00'),"
                + " ('1850-01-01 00:00:00', '00:00:00', '1850-01-01 00:00:00')");
        return sql.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, America/St_Johns, Pacific/Apia, Europe/Berlin",
        "Pacific/Apia, Asia/Kolkata, America/Sao_Paulo, UTC",
        "Asia/Tokyo, UTC, Africa/Monrovia, Pacific/Chatham"
    })
    void everyDateAndTimeComesBack(String jvmThen, String sessionThen, String jvmNow, String sessionNow) {
        TimeZone.setDefault(TimeZone.getTimeZone(jvmThen));
        try (H2Database from = H2Database.inMemory(";TIME ZONE=" + sessionThen);
                H2Database to = H2Database.inMemory(";TIME ZONE=" + sessionNow)) {
            from.run(createAndFill());
            guard(from).backup().run();
            String before = H2Dump.of(from);
            TimeZone.setDefault(TimeZone.getTimeZone(jvmNow));
            guard(to).restore().latest().run();
            assertThat(H2Dump.of(to)).isEqualTo(before);
            to.run("DELETE FROM LOCAL", "DROP TABLE T0");
            guard(to).restore().latest().run();
            assertThat(H2Dump.of(to)).isEqualTo(before);
            assertThat(guard(from).verify().latest().againstDatabase().identical())
                    .isTrue();
        }
    }
}
