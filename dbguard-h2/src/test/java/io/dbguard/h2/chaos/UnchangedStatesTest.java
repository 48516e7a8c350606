package io.dbguard.h2.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.chaos.Campaign;
import io.dbguard.h2.internal.snapshot.H2Snapshot;
import io.dbguard.h2.testing.H2Database;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.DatabaseState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a database is known by must never be the same for other rows or another structure, whatever was done in between.
 * After every step of a random workload all is read and held against all that was ever known under the same state.
 */
class UnchangedStatesTest {
    private static final int SHORT = 120;
    private static final int FULL = 3_000;
    private static final Duration LOCK_WAIT = Duration.ofMillis(200);

    @TempDir
    Path folder;

    private final Map<String, String> known = new HashMap<>();
    private int unchanged;

    @Test
    void equalStatesMeanEqualContents() throws Exception {
        var campaign = new Campaign("unchanged states of H2");
        int steps = Campaign.isFull() ? FULL : SHORT;
        H2Database database = H2Database.at("jdbc:h2:" + folder.resolve("model"));
        try (var workload = new RandomH2Workload(database, campaign.random())) {
            for (int step = 0; step < steps; step++) {
                String done = workload.step();
                look(database, campaign, done);
                look(database, campaign, done);
                campaign.count("steps");
            }
        }
        campaign.count("states met again", unchanged);
        campaign.finish();
        // Whoever never has a state makes no mistake either.
        assertThat(unchanged).isGreaterThan(steps / 10);
    }

    /** The same while somebody else commits at any moment, in the middle of the taking of a snapshot too. */
    @Test
    void whatIsCommittedMeanwhileIsNotHidden() throws Exception {
        var campaign = new Campaign("unchanged states of H2 while others write");
        int steps = Campaign.isFull() ? FULL : SHORT;
        H2Database database = H2Database.at("jdbc:h2:" + folder.resolve("busy"));
        try (Connection open = database.dataSource().getConnection()) {
            database.run(
                    "CREATE TABLE T (ID INT PRIMARY KEY, V INT)", "INSERT INTO T SELECT X, 0 FROM SYSTEM_RANGE(1, 9)");
            var ended = new AtomicBoolean();
            var failure = new Throwable[1];
            var writer = new Thread(() -> {
                try {
                    write(database, campaign.random(), ended);
                } catch (SQLException e) {
                    failure[0] = e;
                }
            });
            writer.start();
            for (int step = 0; step < steps; step++) {
                look(database, campaign, "somebody wrote");
                campaign.count("steps");
            }
            ended.set(true);
            writer.join();
            assertThat(failure[0]).isNull();
            assertThat(open.isClosed()).isFalse();
        }
        campaign.count("states met again", unchanged);
        campaign.count("states", known.size());
        campaign.finish();
        assertThat(known).isNotEmpty();
    }

    private static void write(H2Database database, Random random, AtomicBoolean ended) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!ended.get()) {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    statement.execute("UPDATE T SET V = V + 1 WHERE ID = " + random.nextInt(10));
                }
                if (random.nextInt(5) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
                // Some pauses are shorter than the taking of a snapshot, and some are longer.
                LockSupport.parkNanos(random.nextInt(random.nextBoolean() ? 20_000_000 : 500_000_000));
            }
        }
    }

    private void look(H2Database database, Campaign campaign, String done) throws Exception {
        Optional<DatabaseState> now = H2Snapshot.stateNow(database.dataSource(), LOCK_WAIT);
        String before = now.map(state -> known.get(key(state.text(), state.sequences())))
                .orElse(null);
        try (H2Snapshot snapshot =
                H2Snapshot.open(database.dataSource(), new AccessOptions(table -> true, LOCK_WAIT))) {
            String content = content(snapshot);
            Optional<String> state = snapshot.state();
            state.ifPresent(text -> {
                String last = known.put(key(text, snapshot.sequences()), content);
                unchanged += last == null ? 0 : 1;
                if (last != null && !last.equals(content)) {
                    campaign.falselyListed("another content under the same state after " + done);
                }
            });
            // Where others write, the content may be another one by now.
            if (before != null && !before.equals(content) && state.equals(now.map(DatabaseState::text))) {
                campaign.falselyListed("another content than was known, after " + done);
            }
        }
    }

    private static String key(String state, List<SequenceState> sequences) {
        return state + sequences;
    }

    private static String content(H2Snapshot snapshot) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        snapshot.schema()
                .objects()
                .forEach(object ->
                        digest.update((object.id() + " " + object.create()).getBytes(StandardCharsets.UTF_8)));
        for (Table table : snapshot.schema().tables()) {
            digest.update(table.toString().getBytes(StandardCharsets.UTF_8));
            snapshot.readRows(table, (buffer, offset, length, count) -> digest.update(buffer, offset, length));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
