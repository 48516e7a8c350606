package io.dbguard.benchmarks;

import io.dbguard.Guard;
import io.dbguard.GuardBuilder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How many transactions like those of TPC-B an application gets done alone, and while one backup after the other is taken, in
 * turns. Needs a PostgreSQL server; the backups run in this process.
 */
public final class LoadWhileBackingUp {
    private static final String NAME = "load_while_backing_up";
    private static final int CLIENTS = 4;
    private static final int TURNS = 3;

    private final Guard guard;
    private final BankLoad load;
    private int backups;

    private LoadWhileBackingUp(String url, Path folder, int scale, int wanted, UnaryOperator<GuardBuilder> limits) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        this.guard = limits.apply(Guard.protect(dataSource).storeIn(folder)).build();
        this.load = new BankLoad(url, scale, CLIENTS, wanted);
    }

    /**
     * Takes the URL of any database on the server, the scale (100,000 accounts each), an empty folder, seconds for each turn,
     * and then, if they are not to be the usual ones: turns of each (three), megabytes that the backups read in a second (0: as
     * many as they can), connections (0: as many as backups take by themselves), and the transactions that are wanted in a second
     * (0: as many as the load can).
     */
    public static void main(String[] arguments) throws Exception {
        var databases = new SampleDatabase(arguments[0]);
        int scale = Integer.parseInt(arguments[1]);
        String url = databases.empty(NAME);
        BankLoad.createTables(url, scale);
        var run = new LoadWhileBackingUp(url, Path.of(arguments[2]), scale, number(arguments, 7, 0), limits(arguments));
        run.turns(Integer.parseInt(arguments[3]), number(arguments, 4, TURNS));
        run.guard.close();
        databases.drop(NAME);
    }

    private static UnaryOperator<GuardBuilder> limits(String[] arguments) {
        int megabytes = number(arguments, 5, 0);
        int connections = number(arguments, 6, 0);
        return builder -> {
            var limited = megabytes == 0 ? builder : builder.readAtMost(megabytes * 1_000_000L);
            return connections == 0 ? limited : limited.connections(connections);
        };
    }

    private static int number(String[] arguments, int at, int usual) {
        return arguments.length > at ? Integer.parseInt(arguments[at]) : usual;
    }

    private void turns(int seconds, int turns) throws Exception {
        load.run(seconds);
        guard.backup().run();
        var alone = new Figures();
        var slowAlone = new Figures();
        var shared = new Figures();
        var slowShared = new Figures();
        for (int turn = 0; turn < turns; turn++) {
            BankLoad.Done before = load.run(seconds);
            alone.add(before.transactions());
            slowAlone.add(before.millis());
            BankLoad.Done beside = whileBackingUp(seconds);
            shared.add(beside.transactions());
            slowShared.add(beside.millis());
        }
        print("alone", alone, slowAlone);
        print("while backups run, " + backups + " of them", shared, slowShared);
        System.out.printf(Locale.ROOT, "%.0f %% fewer%n", 100 * (1 - shared.median() / alone.median()));
    }

    private static void print(String when, Figures transactions, Figures millis) {
        System.out.println(when + ": " + transactions.range() + " transactions a second, 99 of 100 within "
                + millis.range() + " ms");
    }

    private BankLoad.Done whileBackingUp(int seconds) throws InterruptedException, SQLException {
        var ended = new AtomicBoolean();
        var backing = new Thread(() -> {
            while (!ended.get()) {
                guard.backup().run();
                backups++;
            }
        });
        backing.start();
        BankLoad.Done done = load.run(seconds);
        ended.set(true);
        backing.join();
        return done;
    }
}
