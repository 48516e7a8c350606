package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.internal.deployment.Deployment;
import java.util.Optional;

/** The database is the one that the last good deployment worked with. */
final class IdentityCheck implements Check {

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public CheckResult look(Scene scene) {
        DatabaseInfo now = scene.database().get().info();
        Optional<Deployment> last = scene.lastGoodDeployment();
        if (last.isEmpty()) {
            return pass("this is " + now.name() + "; no good deployment is noted yet that it could be compared with");
        }
        DatabaseInfo before = last.get().database();
        String when = "the last good deployment, " + Numbers.age(last.get().time()) + " ago";
        if (now.isSameAs(before)) {
            return pass("this is " + now.name() + ", as at " + when);
        }
        String words = now.name().equals(before.name())
                ? "this database is called " + now.name() + " like that of " + when + ", but it is another one named "
                        + before.name()
                : "this is the database " + now.name() + ", and " + when + " worked with " + before.name();
        return fail(words, "see where the address of the database comes from; " + EnvironmentCheck.IF_MEANT);
    }
}
