package io.dbguard.spi.database;

import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.SequenceState;
import java.util.List;

/**
 * What turns a database into what it should be. Carried out in the order of the components.
 *
 * @param drop the objects to remove, each before all that it depends on
 * @param create the objects to create, each after all that it depends on; those of the section after the data come
 *     after the rows
 * @param load the rows
 * @param sequences where sequences are to stand
 * @param roles what becomes of the roles that the objects name
 */
public record RestorePlan(
        List<SchemaObject> drop,
        List<SchemaObject> create,
        List<TableLoad> load,
        List<SequenceState> sequences,
        RoleTreatment roles) {

    /** Copies the lists, so that the plan can be shared. */
    public RestorePlan {
        drop = List.copyOf(drop);
        create = List.copyOf(create);
        load = List.copyOf(load);
        sequences = List.copyOf(sequences);
    }
}
