package io.dbguard.internal.check;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.check.CheckReport;
import io.dbguard.api.check.CheckResult;
import io.dbguard.internal.check.Check.Needs;
import java.util.List;
import java.util.Set;

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

    /** A migration brings its own judgement and its own backup, and where backups lie is no reason not to start. */
    private static final Set<String> LATER = Set.of("migrations", "backup", "verification", "storage", "copies");

    private final Scene scene;
    private final List<Check> checks;

    /**
     * Creates a job.
     *
     * @param scene what there is to look at
     */
    public CheckJob(Scene scene) {
        this(scene, CHECKS);
    }

    private CheckJob(Scene scene, List<Check> checks) {
        this.scene = scene;
        this.checks = checks;
    }

    /**
     * Creates a job that looks at what has to be right before a migration.
     *
     * @param scene what there is to look at
     */
    public static CheckJob beforeMigration(Scene scene) {
        return new CheckJob(
                scene,
                CHECKS.stream().filter(check -> !LATER.contains(check.name())).toList());
    }

    /** Makes the checks. */
    public CheckReport run() {
        return new CheckReport(checks.stream().map(this::look).toList());
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
