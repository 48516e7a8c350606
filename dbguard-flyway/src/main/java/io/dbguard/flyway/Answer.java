package io.dbguard.flyway;

import io.dbguard.api.RequestException;
import io.dbguard.api.migration.Approval;
import io.dbguard.api.migration.MigrationScript;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resolver.MigrationResolver;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * What Flyway says is pending, and what it reads its scripts with.
 *
 * @param pending in Flyway's order
 * @param means how Flyway finds and parses scripts
 */
record Answer(List<MigrationInfo> pending, MigrationResolver.Context means) {
    private static final String APPROVED = ".approved";

    /** Asks a Flyway that is configured like this one, but has no callbacks. Reads the history, and changes nothing. */
    static Answer of(Configuration configuration) {
        return asked(() -> {
            var means = new Means();
            FluentConfiguration copy = Flyway.configure(configuration.getClassLoader())
                    .configuration(configuration)
                    .callbacks(new Callback[0])
                    .skipDefaultCallbacks(true)
                    .resolvers(with(configuration.getResolvers(), means));
            MigrationInfo[] pending = copy.load().info().pending();
            return new Answer(List.of(pending), means.found());
        });
    }

    private static MigrationResolver[] with(MigrationResolver[] resolvers, MigrationResolver more) {
        MigrationResolver[] all = Arrays.copyOf(resolvers, resolvers.length + 1);
        all[resolvers.length] = more;
        return all;
    }

    List<MigrationScript> scripts() {
        return asked(() -> {
            var reader = new ScriptReader(means);
            return pending.stream().map(reader::read).toList();
        });
    }

    List<Approval> approvals() {
        return asked(() -> {
            List<Approval> approvals = new ArrayList<>();
            for (MigrationInfo migration : pending) {
                LoadableResource file = resource(migration.getScript() + APPROVED);
                if (file != null) {
                    approvals.add(approval(file));
                }
            }
            return approvals;
        });
    }

    private @Nullable LoadableResource resource(String path) {
        return means.resourceProvider.getResource(path);
    }

    private static Approval approval(LoadableResource file) {
        try (Reader text = file.read()) {
            return Approval.read(text, file.getFilename());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (FlywayException e) {
            throw unreadable(e);
        }
    }

    private static RequestException unreadable(Exception e) {
        return new RequestException(
                "Flyway cannot say which migrations are pending: " + e.getMessage(),
                "no migration was run",
                "run 'flyway info' with the same configuration, and see what it says",
                e);
    }
}
