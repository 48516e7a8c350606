package io.dbguard.internal.migration;

import io.dbguard.internal.Target;
import io.dbguard.internal.backup.BackupJob.Taken;
import io.dbguard.internal.backup.BackupOrder;
import io.dbguard.internal.event.Events;
import io.dbguard.internal.repository.Repository;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a guarded migration works with.
 *
 * @param target the database
 * @param repository where its backups are, opened for writing
 * @param backups takes one, and tells of it
 * @param events is told what happens
 * @param leaveOutUnsupported whether a backup leaves out what it cannot hold
 * @param preflight looks at all else that has to be right, and throws if something is not
 */
public record Workplace(
        Target target,
        Supplier<Repository> repository,
        Function<BackupOrder, Taken> backups,
        Events events,
        boolean leaveOutUnsupported,
        Runnable preflight) {}
