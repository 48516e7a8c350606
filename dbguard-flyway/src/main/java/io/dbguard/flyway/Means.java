package io.dbguard.flyway;

import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.resolver.MigrationResolver;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.jspecify.annotations.Nullable;

/**
 * A resolver that knows no migrations, and remembers what Flyway lets resolvers work with: so a script is found where Flyway
 * finds it, in a folder, in a jar, or wherever a provider of the application's own has it.
 */
final class Means implements MigrationResolver {
    private @Nullable Context context;

    @Override
    public Collection<ResolvedMigration> resolveMigrations(Context context) {
        this.context = context;
        return List.of();
    }

    Context found() {
        Context found = context;
        if (found == null) {
            throw new FlywayException("it did not ask its resolvers");
        }
        return found;
    }
}
