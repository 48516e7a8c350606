package io.dbguard.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rows of which only the text of the values is wanted. */
public final class TextRow {
    private TextRow() {}

    /**
     * Reads the row at which a result stands.
     *
     * @param row the result
     * @return the values in their order, empty for NULL
     * @throws SQLException if the driver does
     */
    public static List<Optional<String>> of(ResultSet row) throws SQLException {
        List<Optional<String>> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(Optional.ofNullable(row.getString(i)));
        }
        return values;
    }
}
