package io.dbguard.internal.scratch;

import io.dbguard.api.RequestException;
import io.dbguard.internal.Target;
import io.dbguard.spi.database.ScratchDatabase;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a copy is made.
 *
 * @param given a database that stays, null if none was given
 * @param made a database that is gone when it is closed, null if none was given
 */
public record ScratchPlace(
        @Nullable DataSource given, @Nullable ScratchDatabase made) {
    /** A database that the module for this kind makes. */
    public static final ScratchPlace OF_THE_MODULE = new ScratchPlace(null, null);

    /**
     * A database that is there and stays.
     *
     * @param empty the way to it
     */
    public static ScratchPlace in(DataSource empty) {
        return new ScratchPlace(empty, null);
    }

    /**
     * A database that is closed after the work.
     *
     * @param empty the database
     */
    public static ScratchPlace in(ScratchDatabase empty) {
        return new ScratchPlace(null, empty);
    }

    /** Returns whether the database is there when the work is done, with all that it left. */
    public boolean stays() {
        return given != null;
    }

    /**
     * Does something there, and lets go of the database whatever becomes of it.
     *
     * @param own gives the database that is to be copied, if the module has to make one like it
     * @param work what
     * @throws RequestException if there is no database for it
     */
    public <T> T with(Supplier<Target> own, Function<DataSource, T> work) {
        if (given != null) {
            return work.apply(given);
        }
        try (ScratchDatabase scratch = made == null ? make(own.get()) : made) {
            return work.apply(scratch.dataSource());
        }
    }

    private static ScratchDatabase make(Target own) {
        return own.provider()
                .scratch(own.dataSource())
                .orElseThrow(() -> new RequestException(
                        "A database for the copy cannot be made over the application's connections",
                        "nothing was changed",
                        "give an empty one with on(…)"));
    }
}
