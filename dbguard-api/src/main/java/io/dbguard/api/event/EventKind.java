package io.dbguard.api.event;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What has happened. More kinds may come; whoever decides by kind needs a branch for all others. */
public enum EventKind {
    /** A backup was taken. */
    BACKUP(false),
    /** A backup failed. */
    BACKUP_FAILED(true),
    /** A backup was restored. */
    RESTORE(false),
    /** A restore failed. */
    RESTORE_FAILED(true),
    /** Old backups were removed. */
    PRUNE(false),
    /** Backups after writes were paused, or go on again. */
    PAUSE(false),
    /** Backups after writes have been paused for long, and there are writes that no backup holds. */
    PAUSED_TOO_LONG(true),
    /** The state of things was checked before a deployment. */
    CHECK(false),
    /** A check before a deployment found what speaks against it. */
    CHECK_FAILED(true),
    /** Migrations ran. */
    MIGRATION(false),
    /** Migrations were refused; none ran. */
    MIGRATION_REFUSED(true),
    /** A migration failed. */
    MIGRATION_FAILED(true),
    /** Somebody approved a dangerous migration, or statement. */
    APPROVAL(false),
    /** Somebody went on although it was refused. */
    OVERRIDE(true),
    /** A statement of the application was refused. */
    STATEMENT_REFUSED(true),
    /** A deployment was found to be good. */
    DEPLOYMENT(false),
    /** A deployment was found to be bad. */
    DEPLOYMENT_FAILED(true),
    /** Something that a newer version of dbguard knows. */
    UNKNOWN(false),
    /** Migrations, or a restore, were tried out on a copy. */
    REHEARSAL(false),
    /** A backup was restored into a scratch database, and is proven to be restorable. */
    DRILL(false),
    /** A backup could not be restored into a scratch database, or not as it should be. */
    DRILL_FAILED(true),
    /** A backup that was taken says that rows may have been lost before, or that earlier backups may lack some. */
    ROWS_LOST(true);

    private final boolean alarming;

    EventKind(boolean alarming) {
        this.alarming = alarming;
    }

    /** Returns whether somebody should look at it. */
    public boolean alarming() {
        return alarming;
    }

    /** Returns the name that logs and messages carry, such as {@code backup-failed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the kind of such a name.
     *
     * @param word as {@link #word()} gave it
     */
    public static Optional<EventKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
