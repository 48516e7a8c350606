package io.dbguard.internal.schedule;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Those who wait for the next backup. They are told on other threads, so that what they do then does not hold up the next
 * one. Not thread-safe.
 */
final class Waiters {
    private List<CompletableFuture<BackupId>> waiting = new ArrayList<>();

    CompletableFuture<BackupId> add() {
        var future = new CompletableFuture<BackupId>();
        waiting.add(future);
        return future;
    }

    /** Returns those whom the backup serves that begins now. */
    List<CompletableFuture<BackupId>> take() {
        List<CompletableFuture<BackupId>> served = waiting;
        waiting = new ArrayList<>();
        return served;
    }

    void putBack(List<CompletableFuture<BackupId>> unserved) {
        waiting.addAll(unserved);
    }

    void giveUp() {
        take().forEach(Waiters::giveUp);
    }

    /** Where there is no thread for it, this one must do. */
    private static void giveUp(CompletableFuture<BackupId> future) {
        try {
            future.completeAsync(() -> {
                throw closed();
            });
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(closed());
        }
    }

    static void tell(List<CompletableFuture<BackupId>> served, BackupId backup) {
        served.forEach(future -> tell(future, backup));
    }

    /** Where there is no thread for it, this one must do. */
    private static void tell(CompletableFuture<BackupId> future, BackupId backup) {
        try {
            future.completeAsync(() -> backup);
        } catch (RuntimeException | Error e) {
            future.complete(backup);
        }
    }

    private static DbGuardException closed() {
        return new DbGuardException(
                "The guard was closed before a backup held the last writes",
                "they are in the database, and all earlier backups are whole",
                "take a backup with a guard that is open");
    }
}
