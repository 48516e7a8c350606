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
        take().forEach(future -> complete(
                () -> future.completeAsync(() -> {
                    throw closed();
                }),
                () -> future.completeExceptionally(closed())));
    }

    static void tell(List<CompletableFuture<BackupId>> served, BackupId backup) {
        served.forEach(future -> complete(() -> future.completeAsync(() -> backup), () -> future.complete(backup)));
    }

    /** Where there is no thread for it, this one must do. */
    private static void complete(Runnable elsewhere, Runnable here) {
        try {
            elsewhere.run();
        } catch (RuntimeException | Error e) {
            here.run();
        }
    }

    private static DbGuardException closed() {
        return new DbGuardException(
                "The guard was closed before a backup held the last writes",
                "they are in the database, and all earlier backups are whole",
                "take a backup with a guard that is open");
    }
}
