package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A backup shows one moment, also while the application goes on writing. */
abstract class ConsistencyContract extends ContractTest {
    private static final int ACCOUNTS = 20;

    ConsistencyContract(DatabaseUnderTest database) {
        super(database);
    }

    /**
     * Every transaction moves money between two tables, so that the sum over both never changes, and writes one row into
     * a journal for it.
     */
    @Test
    void theSumOfMoneyIsTheSameInEveryBackup() throws Exception {
        try (TestDatabase bank = newDatabase()) {
            bank.run(
                    "CREATE TABLE accounts (id int PRIMARY KEY, money int NOT NULL)",
                    "CREATE TABLE savings (id int PRIMARY KEY, money int NOT NULL)",
                    "CREATE TABLE journal (n int PRIMARY KEY)");
            for (int i = 0; i < ACCOUNTS; i++) {
                bank.run("INSERT INTO accounts VALUES (" + i + ", 100)", "INSERT INTO savings VALUES (" + i + ", 100)");
            }
            bank.run("INSERT INTO journal VALUES (0)");
            var stop = new AtomicBoolean();
            var failure = new AtomicReference<Throwable>();
            Thread writer = new Thread(() -> write(bank, stop, failure));
            writer.start();
            try {
                for (int i = 0; i < 8; i++) {
                    guard(bank).backup().label("n" + i).run();
                }
            } finally {
                stop.set(true);
                writer.join();
            }
            assertThat(failure.get()).isNull();
            for (var backup : guard(bank).repository().list().backups()) {
                try (TestDatabase copy = newDatabase()) {
                    guard(copy).restore().backup(backup.header().id()).run();
                    assertThat(copy.value(
                                    "SELECT (SELECT sum(money) FROM accounts) + (SELECT sum(money) FROM savings)"))
                            .isEqualTo(String.valueOf(2 * 100 * ACCOUNTS));
                    assertThat(copy.value("SELECT max(n) - count(*) FROM journal"))
                            .isEqualTo("-1");
                }
            }
        }
    }

    private static void write(TestDatabase bank, AtomicBoolean stop, AtomicReference<Throwable> failure) {
        var random = new Random(42);
        try (Connection connection = bank.dataSource().getConnection();
                PreparedStatement take =
                        connection.prepareStatement("UPDATE accounts SET money = money - ? WHERE id = ?");
                PreparedStatement put =
                        connection.prepareStatement("UPDATE savings SET money = money + ? WHERE id = ?");
                PreparedStatement note = connection.prepareStatement("INSERT INTO journal VALUES (?)")) {
            connection.setAutoCommit(false);
            for (int n = 1; !stop.get(); n++) {
                int amount = random.nextInt(50) - 25;
                take.setInt(1, amount);
                take.setInt(2, random.nextInt(ACCOUNTS));
                take.executeUpdate();
                put.setInt(1, amount);
                put.setInt(2, random.nextInt(ACCOUNTS));
                put.executeUpdate();
                note.setInt(1, n);
                note.executeUpdate();
                connection.commit();
            }
        } catch (SQLException e) {
            failure.set(e);
        }
    }

    @Test
    void theConnectionGoesBackAsItCame() throws Exception {
        try (TestDatabase database = newDatabase()) {
            database.run("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
            try (var pool = new SingleConnection(database.dataSource())) {
                String before = under().sessionState(pool.raw());
                var guard = io.dbguard.Guard.protect(pool)
                        .storeIn(folder)
                        .keys(under().keys())
                        .build();
                guard.backup().run();
                database.run("DELETE FROM t");
                guard.restore().latest().dryRun();
                guard.restore().latest().run();
                assertThat(under().sessionState(pool.raw())).isEqualTo(before);
                assertThat(pool.raw().getAutoCommit()).isTrue();
                assertThat(pool.mostAtOnce()).isEqualTo(1);
            }
        }
    }
}
