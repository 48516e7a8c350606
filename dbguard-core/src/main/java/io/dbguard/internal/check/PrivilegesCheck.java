package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.spi.database.Survey;
import java.util.List;

/** The user may read all that a backup needs. */
final class PrivilegesCheck implements Check {

    @Override
    public String name() {
        return "privileges";
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public CheckResult look(Scene scene) {
        if (scene.connection().value().isEmpty()) {
            return warn("was not looked at, since the database does not answer", "put that right and check again");
        }
        LiveDatabase database = scene.database().get();
        List<String> obstacles = database.survey().map(Survey::obstacles).orElse(List.of());
        return obstacles.isEmpty()
                ? pass("this user may read all of "
                        + Numbers.count(database.schema().tables().size(), "table"))
                : fail(
                        "a backup would fail: this user lacks " + Numbers.list(obstacles),
                        "grant that, or connect as a user who has it");
    }
}
