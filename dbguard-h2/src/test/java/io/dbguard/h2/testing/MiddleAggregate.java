package io.dbguard.h2.testing;

import java.sql.Connection;
import org.h2.api.Aggregate;

/** An aggregate, for the tests of the schema. */
public final class MiddleAggregate implements Aggregate {
    private Object last;

    @Override
    public int getInternalType(int[] inputTypes) {
        return inputTypes[0];
    }

    @Override
    public void add(Object value) {
        last = value;
    }

    @Override
    public Object getResult() {
        return last;
    }

    @Override
    public void init(Connection connection) {}
}
