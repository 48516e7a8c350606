package io.dbguard.internal.check;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.check.CheckReport;
import io.dbguard.api.check.CheckResult;
import io.dbguard.internal.check.Check.Needs;
import java.util.List;

/** Makes all checks, one after the other; none is left out because another one failed, unless there is nothing to look at. */
public final class CheckJob {
    private static final List<Check> CHECKS = List.of(
            new ConnectionCheck(),
            new VersionCheck(),
            new PrivilegesCheck(),
            new ObjectsCheck(),
            new IdentityCheck(),
            new DataCheck(),
            new EnvironmentCheck(),
            new MigrationsCheck(),
            new BackupCheck(),
            new VerificationCheck(),
            new StorageCheck(),
            new SpaceCheck(),
            new CopiesCheck());

    private final Scene scene;

    /**
     * Creates a job.
     *
     * @param scene what there is to look at
     */
    public CheckJob(Scene scene) {
        this.scene = scene;
    }

    /** Makes the checks. */
    public CheckReport run() {
        return new CheckReport(CHECKS.stream().map(this::look).toList());
    }

    private CheckResult look(Check check) {
        if (check.needs() == Needs.DATABASE && scene.database().value().isEmpty()) {
            return check.warn("was not looked at, since the database cannot be read", "put that right and check again");
        }
        try {
            return check.look(scene);
        } catch (DbGuardException e) {
            return check.fail(e.failed(), e.next());
        } catch (RuntimeException e) {
            DbGuardException unknown = Attempt.unknown(e);
            return check.fail(unknown.failed(), unknown.next());
        }
    }
}
