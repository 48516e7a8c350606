package io.dbguard.postgres.testing;

import io.dbguard.contract.PlainDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** Lets something happen, once, before it lends the first connection after a certain moment has come. */
public final class MomentDataSource extends PlainDataSource {
    private final AtomicBoolean happened = new AtomicBoolean();
    private final DataSource source;
    private final BooleanSupplier hasCome;
    private final Runnable happening;

    public MomentDataSource(DataSource source, BooleanSupplier hasCome, Runnable happening) {
        this.source = source;
        this.hasCome = hasCome;
        this.happening = happening;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!happened.get() && hasCome.getAsBoolean() && happened.compareAndSet(false, true)) {
            happening.run();
        }
        return source.getConnection();
    }

    /** Returns whether it has. */
    public boolean hasHappened() {
        return happened.get();
    }
}
