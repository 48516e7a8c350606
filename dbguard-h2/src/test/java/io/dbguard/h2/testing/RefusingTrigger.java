package io.dbguard.h2.testing;

import java.sql.Connection;
import org.h2.api.Trigger;

/** Refuses every row, and says what is in it. */
public final class RefusingTrigger implements Trigger {
    @Override
    public void fire(Connection connection, Object[] before, Object[] after) {
        throw new IllegalStateException("No room for " + after[0]);
    }
}
