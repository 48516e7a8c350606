package io.dbguard.contract;

import java.util.List;

/**
 * A column type and values for it.
 *
 * @param type as CREATE TABLE takes it
 * @param literals SQL expressions for the values; NULL is always added
 */
public record TypeSample(String type, List<String> literals) {

    /** Creates a sample. */
    public static TypeSample of(String type, String... literals) {
        return new TypeSample(type, List.of(literals));
    }

    @Override
    public String toString() {
        return type;
    }
}
