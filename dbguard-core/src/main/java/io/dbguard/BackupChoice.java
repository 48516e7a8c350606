package io.dbguard;

import io.dbguard.api.manifest.BackupId;
import java.time.Instant;
import java.util.function.Function;

/**
 * The question which backup is meant.
 *
 * @param <T> what is to be done with it
 */
public final class BackupChoice<T> {
    private final Function<String, T> next;

    BackupChoice(Function<String, T> next) {
        this.next = next;
    }

    /**
     * Takes the newest backup. One that a restore took for safety is passed over: it may hold the damage that the restore
     * was to mend.
     */
    public T latest() {
        return next.apply("latest");
    }

    /**
     * Takes the newest backup that was there at a time, safety backups excepted.
     *
     * @param time the time
     */
    public T asOf(Instant time) {
        return next.apply("at:" + time);
    }

    /**
     * Takes the newest backup with a label.
     *
     * @param label the label, as it was given to the backup
     */
    public T labelled(String label) {
        return next.apply("label:" + label);
    }

    /**
     * Takes a backup by its name.
     *
     * @param name the name, the beginning of it if that is enough to tell it from others, or {@code latest}
     */
    public T backup(String name) {
        return next.apply(name);
    }

    /**
     * Takes a backup by its name.
     *
     * @param id the name
     */
    public T backup(BackupId id) {
        return next.apply(id.value());
    }
}
