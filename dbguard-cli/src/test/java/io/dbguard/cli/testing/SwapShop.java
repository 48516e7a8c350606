package io.dbguard.cli.testing;

import io.dbguard.postgres.testing.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A shop whose owner may create databases, and the databases of its server that a swap leaves. */
public final class SwapShop implements AutoCloseable {
    private final PostgresShop shop = new PostgresShop();

    /** Creates the shop with data in it. */
    public SwapShop() {
        shop.fill();
        admin("ALTER ROLE " + database().name() + " CREATEDB");
    }

    /** Returns the shop, by the name of its database. */
    public PostgresShop shop() {
        return shop;
    }

    /** Returns the database by that name. */
    public PostgresDatabase database() {
        return shop.database();
    }

    /** Runs statements as superuser in a third database. */
    public void admin(String... statements) {
        database().server().admin(statements);
    }

    /** Opens a session in a database as the shop's owner. */
    public Connection session(String name) {
        try {
            return database().server().dataSource(database().name(), name).getConnection();
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** Returns the names of databases that were kept. */
    public List<String> kept() {
        return databases(database().name() + "_before_%");
    }

    /** Returns the names of databases that were on their way in. */
    public List<String> scratch() {
        return databases("dbguard_scratch_%");
    }

    /** Asks from a third database, so as not to be in the way of a swap. */
    private List<String> databases(String pattern) {
        String sql = "SELECT datname FROM pg_database WHERE datname LIKE '" + pattern + "' ORDER BY 1";
        try (Connection connection = session("postgres");
                var rows = connection.createStatement().executeQuery(sql)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        List<String> others = new ArrayList<>(kept());
        others.addAll(scratch());
        for (String name : others) {
            admin("DROP DATABASE " + name + " WITH (FORCE)");
        }
        shop.close();
    }
}
