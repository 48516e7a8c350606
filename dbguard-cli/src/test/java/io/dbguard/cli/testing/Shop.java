package io.dbguard.cli.testing;

import io.dbguard.contract.TestDatabase;
import java.util.ArrayList;
import java.util.List;

/** A small database with data to lose, looked at from outside of dbguard. */
public interface Shop extends TestDatabase {

    /** Returns what {@code --url} is to say. */
    String url();

    /** Returns all rows, sequences and, where the database tells them, definitions. */
    String content();

    /** Puts customers and orders in, with values that are easily damaged. */
    Shop fill();

    /** Deletes rows, drops a table, spoils what is left. */
    default void destroy() {
        run(
                "DROP TABLE orders",
                "DELETE FROM customers WHERE id > 1",
                "UPDATE customers SET name = 'nobody'",
                "DROP VIEW adults");
    }

    /** Returns a command and its arguments, then where the database is. */
    default String[] on(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--url", url()));
        return all.toArray(String[]::new);
    }
}
