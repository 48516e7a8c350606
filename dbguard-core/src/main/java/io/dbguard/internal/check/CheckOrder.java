package io.dbguard.internal.check;

import io.dbguard.api.migration.MigrationSource;
import io.dbguard.internal.deployment.CriticalVariables;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be checked.
 *
 * @param migrations knows all migrations of the application; empty for none
 * @param approval the code of an approval
 * @param maxBackupAge how old the newest backup may be
 * @param expectation what is expected of the rows
 * @param temporaryStorageAllowed whether backups may lie where they do not last
 * @param leaveOutUnsupported whether backups leave out what they cannot hold
 * @param critical variables that must be as they were
 */
public record CheckOrder(
        Optional<MigrationSource> migrations,
        Optional<String> approval,
        Duration maxBackupAge,
        Expectation expectation,
        boolean temporaryStorageAllowed,
        boolean leaveOutUnsupported,
        CriticalVariables critical) {
    private static final Duration USUAL_AGE = Duration.ofHours(24);

    /**
     * Returns what is checked unless somebody says otherwise.
     *
     * @param leaveOutUnsupported whether backups leave out what they cannot hold
     * @param critical variables that must be as they were
     */
    public static CheckOrder usual(boolean leaveOutUnsupported, CriticalVariables critical) {
        return new CheckOrder(
                Optional.empty(),
                Optional.empty(),
                USUAL_AGE,
                Expectation.AS_BEFORE,
                false,
                leaveOutUnsupported,
                critical);
    }

    /** Returns the order with other migrations. */
    public CheckOrder withMigrations(MigrationSource source) {
        return new CheckOrder(
                Optional.of(source),
                approval,
                maxBackupAge,
                expectation,
                temporaryStorageAllowed,
                leaveOutUnsupported,
                critical);
    }

    /** Returns the order with an approval. */
    public CheckOrder withApproval(String code) {
        return new CheckOrder(
                migrations,
                Optional.of(code),
                maxBackupAge,
                expectation,
                temporaryStorageAllowed,
                leaveOutUnsupported,
                critical);
    }

    /** Returns the order with another age. */
    public CheckOrder withMaxBackupAge(Duration age) {
        return new CheckOrder(
                migrations, approval, age, expectation, temporaryStorageAllowed, leaveOutUnsupported, critical);
    }

    /** Returns the order with another expectation. */
    public CheckOrder expecting(Expectation other) {
        return new CheckOrder(
                migrations, approval, maxBackupAge, other, temporaryStorageAllowed, leaveOutUnsupported, critical);
    }

    /** Returns the order that lets backups lie where they do not last. */
    public CheckOrder allowingTemporaryStorage() {
        return new CheckOrder(migrations, approval, maxBackupAge, expectation, true, leaveOutUnsupported, critical);
    }
}
