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
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a piece of a table is known by must never be the same for other rows, whatever was done in between. After every
 * step of a random workload all pieces are read and held against all that was ever known under the same key.
 */
class UnreadPiecesTest {
    private static final int SHORT = 100;
    private static final int FULL = 2_000;
    private static final int BLOCKS = 8;
    private static final int CUTS = 6;

    /** As large as a piece has to be for anybody to ask. */
    private static final long BYTES = 1 << 20;

    private final Map<String, String> known = new HashMap<>();
    private List<Table> tables = List.of();
    private int unread;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void equalKeysMeanEqualRows(int major) throws Exception {
        var campaign = new Campaign("unread pieces " + major);
        int steps = Campaign.isFull() ? FULL : major == 14 || major == 18 ? SHORT : SHORT / 5;
        PostgresServer server = PostgresServer.version(major);
        try (PostgresDatabase database = server.newDatabase();
                var workload = new RandomWorkload(database, campaign.random())) {
            for (int step = 0; step < steps; step++) {
                String done = workload.step();
                try (PostgresSnapshot snapshot = PostgresSnapshot.open(
                        database.dataSource(), new AccessOptions(table -> true, Duration.ofSeconds(10)))) {
                    look(snapshot, campaign, done);
                }
                campaign.count("steps");
            }
        }
        campaign.count("pieces not read", unread);
        campaign.finish();
        // Whoever reads everything each time makes no mistake either.
        assertThat(unread).isGreaterThan(steps * 5);
    }

    private void look(PostgresSnapshot snapshot, Campaign campaign, String done) throws Exception {
        if (tables.isEmpty() || done.contains("ALTER")) {
            tables = snapshot.schema().tables();
        }
        Map<TableName, String> identities = snapshot.identities();
        for (Table table : tables) {
            String identity = identities.get(table.name());
            List<TablePiece> pieces = identity == null ? List.of() : pieces(table);
            Map<TablePiece, String> stamps = snapshot.stamps(pieces);
            assertThat(stamps).containsOnlyKeys(pieces);
            for (TablePiece piece : pieces) {
                String key = String.join("/", table.toString(), identity, piece.from() + "", stamps.get(piece));
                String rows = rows(snapshot, piece);
                String before = known.put(key, rows);
                if (before != null && !before.equals(rows)) {
                    campaign.lost("rows of " + table.name() + " from block " + piece.from() + " after " + done);
                }
                unread += before == null ? 0 : 1;
            }
        }
    }

    static List<TablePiece> pieces(Table table) {
        List<TablePiece> pieces = new ArrayList<>();
        for (long cut = 0; cut < CUTS; cut++) {
            pieces.add(
                    new TablePiece(table, cut * BLOCKS, cut == CUTS - 1 ? Long.MAX_VALUE : (cut + 1) * BLOCKS, BYTES));
        }
        return pieces;
    }

    static String rows(PostgresSnapshot snapshot, TablePiece piece) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        snapshot.read(piece, (buffer, offset, length, count) -> digest.update(buffer, offset, length));
        return HexFormat.of().formatHex(digest.digest());
    }
}
