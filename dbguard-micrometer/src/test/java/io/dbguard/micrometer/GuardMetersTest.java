package io.dbguard.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.event.EventKind;
import io.dbguard.api.event.GuardEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GuardMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GuardMeters meters = GuardMeters.of(registry, "shop");

    private static GuardEvent event(EventKind kind, Map<String, String> details) {
        return new GuardEvent(Instant.now().minusSeconds(100), kind, "shop", "", "", details);
    }

    private double age() {
        return registry.get("dbguard.backup.age").tag("guard", "shop").gauge().value();
    }

    @Test
    void aBackupIsTimedAndMeasured() {
        assertThat(age()).isNaN();
        meters.happened(event(
                EventKind.BACKUP,
                Map.of("reason", "after write", "millis", "1500", "rawBytes", "4000", "writtenBytes", "300")));
        var timer = registry.get("dbguard.backup.duration")
                .tag("reason", "after write")
                .timer();
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1500);
        assertThat(registry.get("dbguard.backup.size").summary().totalAmount()).isEqualTo(4000);
        assertThat(registry.get("dbguard.backup.written").summary().totalAmount())
                .isEqualTo(300);
        assertThat(age()).isGreaterThanOrEqualTo(100);
    }

    @Test
    void eachKindOfEventIsCounted() {
        meters.happened(event(EventKind.BACKUP_FAILED, Map.of()));
        meters.happened(event(EventKind.BACKUP_FAILED, Map.of()));
        meters.happened(event(EventKind.RESTORE, Map.of("millis", "70")));
        assertThat(registry.get("dbguard.events")
                        .tag("kind", "backup-failed")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("dbguard.restore.duration").timer().count()).isEqualTo(1);
        assertThat(age()).isNaN();
    }

    @Test
    void aDrillIsTimedAndItsAgeCountsIfItPassed() {
        var age = registry.get("dbguard.drill.age").gauge();
        meters.happened(event(EventKind.DRILL_FAILED, Map.of("millis", "10")));
        assertThat(age.value()).isNaN();
        meters.happened(event(EventKind.DRILL, Map.of("millis", "20")));
        assertThat(age.value()).isGreaterThanOrEqualTo(100);
        var timer = registry.get("dbguard.drill.duration").tag("passed", "true").timer();
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(20);
    }
}
