package io.dbguard.postgres.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.schema.Table;
import io.dbguard.chaos.Campaign;
import io.dbguard.postgres.internal.snapshot.PostgresSnapshot;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.TablePiece;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While others write all the time, the moment before a snapshot, the snapshot and the end of the WAL lie apart, with commits
 * between any two of them. What nobody is said to have written to must have the rows that it had all the same.
 */
class WritesBesideBackupsTest {
    private static final int WRITERS = 3;
    private static final int ROWS = 6000;
    private static final int PIECES = 100;
    private static final int BLOCKS = 2;

    private final AtomicBoolean ended = new AtomicBoolean();

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void nothingThatIsCommittedMeanwhileIsMissed(int major) throws Exception {
        var campaign = new Campaign("writes beside backups " + major);
        int snapshots = Campaign.isFull() ? 1_000 : 40;
        PostgresServer server = PostgresServer.summarizing(major);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (PostgresDatabase database = server.newDatabase()) {
            server.admin(
                    "GRANT pg_checkpoint TO " + database.name(),
                    "ALTER ROLE " + database.name() + " SET dbguard.checkpoint_above = '0'");
            database.run(
                    "CREATE TABLE t (id int PRIMARY KEY, v text, n int) WITH (fillfactor = 50)",
                    "INSERT INTO t SELECT g, repeat('x', 100), 0 FROM generate_series(1, " + ROWS + ") g",
                    "VACUUM t");
            List<Future<Object>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(write(database, campaign.random())));
            }
            backUp(database, campaign, snapshots);
            ended.set(true);
            for (Future<Object> writer : writers) {
                writer.get();
            }
        } finally {
            ended.set(true);
            threads.shutdown();
        }
        campaign.finish();
        assertThat(campaign.figure("pieces not written to")).isGreaterThan(snapshots * PIECES / 10);
    }

    private void backUp(PostgresDatabase database, Campaign campaign, int snapshots) throws Exception {
        Optional<String> mark = Optional.empty();
        Map<TablePiece, String> known = Map.of();
        for (int i = 0; i < snapshots; i++) {
            try (PostgresSnapshot snapshot = PostgresSnapshot.open(
                    database.dataSource(), new AccessOptions(table -> true, Duration.ofSeconds(10)))) {
                List<TablePiece> pieces = pieces(snapshot.schema().tables().get(0));
                Set<TablePiece> untouched =
                        mark.map(last -> snapshot.untouched(pieces, last)).orElse(Set.of());
                Map<TablePiece, String> rows = new HashMap<>();
                for (TablePiece piece : pieces) {
                    rows.put(piece, UnreadPiecesTest.rows(snapshot, piece));
                    if (untouched.contains(piece) && !rows.get(piece).equals(known.get(piece))) {
                        campaign.lost("rows from block " + piece.from() + " in snapshot " + i);
                    }
                }
                mark = snapshot.mark(mark);
                known = rows;
                campaign.count("snapshots");
                campaign.count("pieces asked for", pieces.size());
                campaign.count("pieces not written to", untouched.size());
            }
        }
    }

    private static List<TablePiece> pieces(Table table) {
        List<TablePiece> pieces = new ArrayList<>();
        for (long cut = 0; cut < PIECES; cut++) {
            long end = cut == PIECES - 1 ? Long.MAX_VALUE : (cut + 1) * BLOCKS;
            pieces.add(new TablePiece(table, cut * BLOCKS, end, 1 << 20));
        }
        return pieces;
    }

    private Callable<Object> write(PostgresDatabase database, Random random) {
        return () -> {
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                while (!ended.get()) {
                    transaction(connection, statement, random);
                    Thread.sleep(random.nextInt(20));
                }
                return ended;
            }
        };
    }

    private static void transaction(Connection connection, Statement statement, Random random)
            throws SQLException, InterruptedException {
        String update = "UPDATE t SET n = n + 1 WHERE id = " + (1 + random.nextInt(ROWS));
        boolean below = random.nextBoolean();
        if (below) {
            statement.execute("SAVEPOINT s");
        }
        statement.execute(update);
        if (below) {
            statement.execute("RELEASE s");
        }
        if (random.nextInt(4) == 0) {
            // Long enough for a backup to begin meanwhile, and now and then to end.
            Thread.sleep(random.nextInt(random.nextInt(10) == 0 ? 1000 : 50));
        }
        if (random.nextInt(10) == 0) {
            connection.rollback();
        } else {
            connection.commit();
        }
    }
}
