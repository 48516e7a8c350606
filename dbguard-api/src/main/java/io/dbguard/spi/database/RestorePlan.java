package io.dbguard.spi.database;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.SequenceState;
import java.util.List;
import java.util.Set;

/**
 * What turns a database into what it should be. Carried out in the order of the components.
 *
 * @param drop the objects to remove, each before all that it depends on
 * @param create the objects to create, each after all that it depends on; those of the section after the data come
 *     after the rows
 * @param refresh those of {@code create} that are there in the same form, and are only to show the new rows; where the database does not
 *     allow it, that is a warning and no failure
 * @param load the rows
 * @param sequences where sequences are to stand
 * @param roles what becomes of the roles that the objects name
 */
public record RestorePlan(
        List<SchemaObject> drop,
        List<SchemaObject> create,
        Set<ObjectId> refresh,
        List<TableLoad> load,
        List<SequenceState> sequences,
        RoleTreatment roles) {

    /** Copies what it is given, so that the plan can be shared. */
    public RestorePlan {
        drop = List.copyOf(drop);
        create = List.copyOf(create);
        refresh = Set.copyOf(refresh);
        load = List.copyOf(load);
        sequences = List.copyOf(sequences);
    }
}
