package io.dbguard.benchmarks;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The least that a backup through JDBC can cost: all rows are read with COPY and compressed with zstd at level 1, half a
 * megabyte at a time, and that is all. Nothing is hashed, nothing is written, no definition is read. {@link Compare} measures it
 * in a process of its own, as it does a backup.
 */
public final class ReadingAlone {
    private static final int CHUNK = 512 << 10;

    private static final String PIECES = """
            SELECT format('COPY (SELECT * FROM ONLY %s WHERE ctid >= ''(%s,0)'' AND ctid < ''(%s,0)'') TO STDOUT',
                          c.oid::regclass, start, start + 1024)
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
             CROSS JOIN LATERAL generate_series(0, pg_relation_size(c.oid) / 8192, 1024) AS start
             WHERE c.relkind = 'r'
             ORDER BY pg_relation_size(c.oid) DESC, c.oid, start
            """;

    private final String url;
    private final Queue<String> pieces = new ConcurrentLinkedQueue<>();

    private ReadingAlone(String url) {
        this.url = url;
    }

    /** Takes the URL and the number of connections. */
    public static void main(String[] arguments) throws Exception {
        int connections = Integer.parseInt(arguments[1]);
        var reading = new ReadingAlone(arguments[0]);
        reading.list();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<Future<Long>> sizes = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            sizes.add(threads.submit(reading::read));
        }
        long stored = 0;
        for (Future<Long> size : sizes) {
            stored += size.get();
        }
        threads.shutdown();
        System.out.println(stored + " bytes when compressed");
    }

    private void list() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(PIECES)) {
            while (result.next()) {
                pieces.add(result.getString(1));
            }
        }
    }

    private long read() throws SQLException {
        long stored = 0;
        try (Connection connection = DriverManager.getConnection(url);
                var zstd = new ZstdCompressCtx().setLevel(1)) {
            var chunk = new byte[CHUNK];
            var frame = new byte[(int) Zstd.compressBound(CHUNK)];
            for (String piece = pieces.poll(); piece != null; piece = pieces.poll()) {
                CopyOut copy =
                        connection.unwrap(PGConnection.class).getCopyAPI().copyOut(piece);
                int length = 0;
                for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                    if (length + row.length > CHUNK) {
                        stored += zstd.compressByteArray(frame, 0, frame.length, chunk, 0, length);
                        length = 0;
                    }
                    System.arraycopy(row, 0, chunk, length, row.length);
                    length += row.length;
                }
                stored += zstd.compressByteArray(frame, 0, frame.length, chunk, 0, length);
            }
        }
        return stored;
    }
}
