package io.dbguard.postgres.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.chaos.Campaign;
import io.dbguard.postgres.internal.snapshot.PostgresSnapshot;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.TablePiece;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the server's account of its writes says nobody has written to must have the rows that it had, whatever was done in
 * between. After every step of a random workload, checkpoints among them, each of the last few marks is asked, and all pieces are
 * read.
 */
class UnwrittenPiecesTest {
    private static final int SHORT = 60;
    private static final int FULL = 2_000;
    private static final int MARKS = 4;

    /** As long as a transaction is open nothing is known of what came after its begin, and most of a short campaign could be. */
    private static final int SETTLED_EACH = 12;

    /** What was seen of one moment: by place and identity, the rows. */
    private record Seen(String mark, Map<String, String> rows) {}

    private final Deque<Seen> marks = new ArrayDeque<>();
    private Optional<String> last = Optional.empty();
    private List<Table> tables = List.of();

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void whatNobodyHasWrittenToHasTheSameRows(int major) throws Exception {
        var campaign = new Campaign("unwritten pieces " + major);
        int steps = Campaign.isFull() ? FULL : SHORT;
        PostgresServer server = PostgresServer.summarizing(major);
        Random random = campaign.random();
        try (PostgresDatabase database = server.newDatabase();
                var workload = new RandomWorkload(database, campaign.random())) {
            server.admin("GRANT pg_checkpoint TO " + database.name());
            for (int step = 0; step < steps; step++) {
                String done = step % SETTLED_EACH == 0 ? workload.settle() : step(workload, server, random);
                // Half of them with checkpoints of their own, the others with those that the server makes.
                server.admin("ALTER ROLE " + database.name() + " SET dbguard.checkpoint_above = '"
                        + (random.nextBoolean() ? "0" : "1 TB") + "'");
                try (PostgresSnapshot snapshot = PostgresSnapshot.open(
                        database.dataSource(), new AccessOptions(table -> true, Duration.ofSeconds(10)))) {
                    look(snapshot, campaign, done, random);
                }
                campaign.count("steps");
            }
        }
        campaign.finish();
        // Whoever knows nothing makes no mistake either.
        assertThat(campaign.figure("marks that told something")).isGreaterThan(campaign.figure("marks asked") / 8);
        assertThat(campaign.figure("pieces not written to")).isGreaterThan(steps);
    }

    private static String step(RandomWorkload workload, PostgresServer server, Random random) throws Exception {
        if (random.nextInt(4) == 0) {
            server.summarize();
            return "CHECKPOINT";
        }
        return workload.step();
    }

    private void look(PostgresSnapshot snapshot, Campaign campaign, String done, Random random) throws Exception {
        if (tables.isEmpty() || done.contains("ALTER")) {
            tables = snapshot.schema().tables();
        }
        Map<TablePiece, String> places = places(snapshot.identities());
        Map<String, String> rows = new HashMap<>();
        for (Map.Entry<TablePiece, String> place : places.entrySet()) {
            rows.put(place.getValue(), UnreadPiecesTest.rows(snapshot, place.getKey()));
        }
        for (Seen seen : marks) {
            campaign.count("marks asked");
            int same = 0;
            for (TablePiece piece : snapshot.untouched(List.copyOf(places.keySet()), seen.mark)) {
                String place = places.get(piece);
                String before = seen.rows.get(place);
                if (before != null && !before.equals(rows.get(place))) {
                    campaign.lost("rows of " + piece.table().name() + " from block " + piece.from() + " after " + done);
                }
                same += before == null ? 0 : 1;
            }
            campaign.count("marks that told something", same > 0 ? 1 : 0);
            campaign.count("pieces not written to", same);
            campaign.count("pieces asked for", places.size());
        }
        snapshot.mark(last).ifPresent(mark -> remember(new Seen(mark, rows), random));
    }

    /** Not every one that is remembered builds upon the one before. */
    private void remember(Seen seen, Random random) {
        if (random.nextInt(3) > 0) {
            last = Optional.of(seen.mark);
        }
        marks.add(seen);
        if (marks.size() > MARKS) {
            marks.remove();
        }
    }

    private Map<TablePiece, String> places(Map<TableName, String> identities) {
        Map<TablePiece, String> places = new HashMap<>();
        for (Table table : tables) {
            String identity = identities.get(table.name());
            List<TablePiece> pieces = identity == null ? List.of() : UnreadPiecesTest.pieces(table);
            pieces.forEach(piece -> places.put(piece, String.join("/", table.toString(), identity, piece.from() + "")));
        }
        return places;
    }
}
