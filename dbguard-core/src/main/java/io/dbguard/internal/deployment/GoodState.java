package io.dbguard.internal.deployment;

import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.spi.storage.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Notes what is so now as the state that later deployments are compared with. */
public final class GoodState {
    private final Storage storage;

    /**
     * Prepares to note.
     *
     * @param storage the place of the repository
     */
    public GoodState(Storage storage) {
        this.storage = storage;
    }

    /**
     * Notes it.
     *
     * @param database the database that the deployment works with
     * @param critical the variables that must not change; a key for their hashes is made if there is none
     * @param scripts all migrations of the application
     * @throws io.dbguard.api.RepositoryException if it cannot be noted
     */
    public void note(DatabaseInfo database, CriticalVariables critical, List<MigrationScript> scripts) {
        // Who does not name a variable does not say that it may change.
        Map<String, String> hashes = new TreeMap<>(
                new DeploymentNotes(storage).latest().map(Deployment::variables).orElse(Map.of()));
        if (!critical.names().isEmpty()) {
            hashes.putAll(critical.hashes(EnvironmentKey.findOrCreate(storage)));
        }
        List<String> names = scripts.stream().map(MigrationScript::name).toList();
        new DeploymentNotes(storage).write(new Deployment(Instant.now(), database, hashes, names));
    }
}
