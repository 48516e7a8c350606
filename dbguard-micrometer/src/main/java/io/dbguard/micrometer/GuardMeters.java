package io.dbguard.micrometer;

import io.dbguard.api.event.EventKind;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.api.event.GuardListener;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what a guard does. Thread-safe.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><td>{@code dbguard.events}</td><td>counter; tag {@code kind}, such as {@code backup-failed}</td></tr>
 * <tr><td>{@code dbguard.backup.duration}</td><td>timer of backups that were taken; tag {@code reason}</td></tr>
 * <tr><td>{@code dbguard.backup.size}</td><td>bytes of rows in a backup; tag {@code reason}</td></tr>
 * <tr><td>{@code dbguard.backup.written}</td><td>bytes that a backup had to store; tag {@code reason}</td></tr>
 * <tr><td>{@code dbguard.backup.age}</td><td>seconds since the last backup; not a number before the first</td></tr>
 * <tr><td>{@code dbguard.restore.duration}</td><td>timer of restores</td></tr>
 * <tr><td>{@code dbguard.drill.duration}</td><td>timer of the restores of drills; tag {@code passed}</td></tr>
 * <tr><td>{@code dbguard.drill.age}</td><td>seconds since the last drill of this guard that passed; not a number before the
 * first</td></tr>
 * </table>
 *
 * Every meter has the tag {@code guard}; none names tables or files.
 */
public final class GuardMeters implements GuardListener {
    private final MeterRegistry registry;
    private final Tags tags;
    private final AtomicReference<@Nullable Instant> lastBackup = new AtomicReference<>();
    private final AtomicReference<@Nullable Instant> lastDrill = new AtomicReference<>();

    private GuardMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    /**
     * Creates the meters.
     *
     * @param registry gets them
     * @param guard tells one guard's meters from those of another, such as the name of the data source
     */
    public static GuardMeters of(MeterRegistry registry, String guard) {
        var meters = new GuardMeters(registry, Tags.of("guard", guard));
        meters.age("dbguard.backup.age", meters.lastBackup);
        meters.age("dbguard.drill.age", meters.lastDrill);
        return meters;
    }

    private void age(String name, AtomicReference<@Nullable Instant> last) {
        Gauge.builder(name, last, GuardMeters::ageInSeconds)
                .tags(tags)
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void happened(GuardEvent event) {
        registry.counter("dbguard.events", tags.and("kind", event.kind().word()))
                .increment();
        if (event.kind() == EventKind.BACKUP) {
            backup(event);
        } else if (event.kind() == EventKind.RESTORE) {
            time("dbguard.restore.duration", tags, event);
        } else if (event.kind() == EventKind.DRILL || event.kind() == EventKind.DRILL_FAILED) {
            drill(event, event.kind() == EventKind.DRILL);
        }
    }

    private void drill(GuardEvent event, boolean passed) {
        if (passed) {
            lastDrill.set(event.time());
        }
        time("dbguard.drill.duration", tags.and("passed", Boolean.toString(passed)), event);
    }

    private void backup(GuardEvent event) {
        lastBackup.set(event.time());
        Tags all = tags.and("reason", event.details().getOrDefault("reason", "unknown"));
        time("dbguard.backup.duration", all, event);
        bytes("dbguard.backup.size", all, number(event, "rawBytes"));
        bytes("dbguard.backup.written", all, number(event, "writtenBytes"));
    }

    private void time(String name, Tags all, GuardEvent event) {
        number(event, "millis")
                .ifPresent(millis ->
                        Timer.builder(name).tags(all).register(registry).record(Duration.ofMillis(millis)));
    }

    private void bytes(String name, Tags all, OptionalLong amount) {
        amount.ifPresent(bytes -> DistributionSummary.builder(name)
                .tags(all)
                .baseUnit("bytes")
                .register(registry)
                .record((double) bytes));
    }

    private static OptionalLong number(GuardEvent event, String detail) {
        String text = event.details().getOrDefault(detail, "");
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static double ageInSeconds(AtomicReference<@Nullable Instant> time) {
        Instant last = time.get();
        return last == null ? Double.NaN : Duration.between(last, Instant.now()).toMillis() / 1000.0;
    }
}
