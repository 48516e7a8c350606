package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.spi.database.Survey;

/** The server's version is one that dbguard was tested with. */
final class VersionCheck implements Check {

    @Override
    public String name() {
        return "version";
    }

    @Override
    public CheckResult look(Scene scene) {
        LiveDatabase database = scene.database().get();
        String version = "the server's version is " + database.info().version();
        if (database.survey().isEmpty()) {
            return pass(version);
        }
        Survey survey = database.survey().get();
        String words = version + ", and dbguard is tested with " + survey.tested();
        return switch (survey.version()) {
            case TESTED -> pass(words);
            case NEWER -> warn(words, "see whether there is a newer dbguard, and try a restore before relying on it");
            case OLDER -> fail(words, "upgrade the server; what dbguard does with this one is not known");
        };
    }
}
