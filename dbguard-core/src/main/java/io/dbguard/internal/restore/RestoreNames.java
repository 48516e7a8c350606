package io.dbguard.internal.restore;

import io.dbguard.spi.database.RoleTreatment;
import java.util.Map;

/**
 * Under which names a backup comes back.
 *
 * @param roles what becomes of roles
 * @param schemas schemas that are restored under another name, new names by old ones
 */
public record RestoreNames(RoleTreatment roles, Map<String, String> schemas) {
    static final RestoreNames AS_THEY_ARE = new RestoreNames(RoleTreatment.AS_THEY_ARE, Map.of());

    /** Copies the map, so that the names can be shared. */
    public RestoreNames {
        schemas = Map.copyOf(schemas);
    }

    /** Returns the same names with other roles. */
    public RestoreNames withRoles(RoleTreatment changed) {
        return new RestoreNames(changed, schemas);
    }

    /** Returns the same names of roles, and others of schemas. */
    public RestoreNames withSchemas(Map<String, String> changed) {
        return new RestoreNames(roles, changed);
    }
}
