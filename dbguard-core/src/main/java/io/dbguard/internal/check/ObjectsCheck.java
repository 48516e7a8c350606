package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.api.schema.Unsupported;
import java.util.List;

/** The database has nothing that a backup cannot hold. */
final class ObjectsCheck implements Check {

    @Override
    public String name() {
        return "objects";
    }

    @Override
    public CheckResult look(Scene scene) {
        List<Unsupported> unsupported = scene.database().get().schema().unsupported();
        if (unsupported.isEmpty()) {
            return pass("backups can hold all objects of the database");
        }
        String words = "backups cannot hold "
                + Numbers.list(unsupported.stream().map(Unsupported::object).toList());
        return scene.order().leaveOutUnsupported()
                ? warn(words + "; they are left out", "see to it that these can be made anew without a backup")
                : fail(words + ", and so fail", "drop them, or let backups leave them out");
    }
}
