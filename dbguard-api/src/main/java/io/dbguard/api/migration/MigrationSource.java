package io.dbguard.api.migration;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Knows the migrations of an application, and which of them a database still lacks. Thread-safe. */
public interface MigrationSource {

    /**
     * Returns the migrations that have not run, in the order in which they will. It is asked again after waiting for another
     * instance that may have run them.
     *
     * @param dataSource the database; what this does to it is reading
     * @throws io.dbguard.api.DbGuardException if that cannot be found out
     */
    List<MigrationScript> pending(DataSource dataSource);

    /** Returns what stands for {@code ${name}} in the scripts, by name. Default: nothing. */
    default Map<String, String> placeholders() {
        return Map.of();
    }

    /** Returns the approvals that lie beside the scripts. Default: none. */
    default List<Approval> approvals() {
        return List.of();
    }
}
