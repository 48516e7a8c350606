package io.dbguard.internal.deployment;

import io.dbguard.api.manifest.DatabaseInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A deployment that was found to be good.
 *
 * @param time when
 * @param database the database it works with
 * @param variables the critical variables: names to keyed hashes of their values
 * @param scripts the names of the migrations that it brought along, in their order
 */
public record Deployment(Instant time, DatabaseInfo database, Map<String, String> variables, List<String> scripts) {

    /** Copies map and list, so that this can be shared. */
    public Deployment {
        variables = Map.copyOf(variables);
        scripts = List.copyOf(scripts);
    }
}
