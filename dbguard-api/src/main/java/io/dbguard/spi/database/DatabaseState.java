package io.dbguard.spi.database;

import io.dbguard.api.schema.SequenceState;
import java.util.List;

/**
 * A short text that stands for all that a database holds: as long as text and sequences are equal, nothing has changed, no
 * row and no definition. The reverse need not be true.
 *
 * @param text means something to the database module alone; never shows what rows hold
 * @param sequences where all sequences stand, which many databases change outside of any transaction
 */
public record DatabaseState(String text, List<SequenceState> sequences) {
    /** Copies the list, so that the state can be shared. */
    public DatabaseState {
        sequences = List.copyOf(sequences);
    }
}
