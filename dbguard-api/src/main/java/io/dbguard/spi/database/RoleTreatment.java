package io.dbguard.spi.database;

import java.util.Map;

/**
 * What becomes of the roles that a backup names as owners or gives privileges to.
 *
 * @param mapped roles that stand for others, new names by old ones
 * @param createMissing whether roles that the server does not have are created, without a password and without login;
 *     otherwise a missing role makes the restore fail before anything is done
 */
public record RoleTreatment(Map<String, String> mapped, boolean createMissing) {
    /** Every role keeps its name and has to be there. */
    public static final RoleTreatment AS_THEY_ARE = new RoleTreatment(Map.of(), false);

    /** Copies the map, so that the treatment can be shared. */
    public RoleTreatment {
        mapped = Map.copyOf(mapped);
    }
}
