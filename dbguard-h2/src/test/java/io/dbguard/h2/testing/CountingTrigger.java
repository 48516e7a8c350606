package io.dbguard.h2.testing;

import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.api.Trigger;

/** Counts how often it fires. */
public final class CountingTrigger implements Trigger {
    /** How often any such trigger has fired. */
    public static final AtomicInteger FIRED = new AtomicInteger();

    @Override
    public void fire(Connection connection, Object[] oldRow, Object[] newRow) {
        FIRED.incrementAndGet();
    }
}
