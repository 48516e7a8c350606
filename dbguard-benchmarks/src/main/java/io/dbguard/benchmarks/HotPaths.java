package io.dbguard.benchmarks;

import io.dbguard.internal.chunk.ChunkSink;
import io.dbguard.internal.chunk.Chunker;
import io.dbguard.internal.chunk.RawChunk;
import io.dbguard.internal.sql.Dialect;
import io.dbguard.internal.sql.Script;
import io.dbguard.internal.sql.Splitter;
import io.dbguard.internal.sql.UnreadableSqlException;
import io.dbguard.rows.RowReader;
import io.dbguard.rows.RowWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What every row, or every character of a migration, passes through. One operation is a megabyte. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class HotPaths {
    private static final int MEGABYTES = 8;
    private static final int MEGABYTE = 1 << 20;

    private final byte[] rows = rows();
    private final List<byte[]> fields = fields(rows);
    private final String script = script();

    /** Takes the options of JMH. */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .include(HotPaths.class.getName())
                        .build())
                .run();
    }

    private static byte[] rows() {
        var bytes = new ByteArrayOutputStream(MEGABYTES * MEGABYTE);
        new SampleTable(1, (long) MEGABYTES * MEGABYTE).rows().forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    private static List<byte[]> fields(byte[] rows) {
        var reader = new RowReader(rows, 0, rows.length);
        List<byte[]> fields = new ArrayList<>();
        while (reader.nextRow()) {
            for (int i = 0; i < reader.fields(); i++) {
                fields.add(reader.bytes(i));
            }
        }
        return fields;
    }

    private static String script() {
        var sql = new StringBuilder(MEGABYTE);
        for (int i = 0; sql.length() < MEGABYTE; i++) {
            sql.append("-- step ").append(i).append("\nALTER TABLE \"orders_").append(i);
            sql.append("\" ADD COLUMN note_").append(i).append(" text DEFAULT 'it''s; new';\n");
            sql.append("INSERT INTO readings (id, at, value) VALUES (")
                    .append(i)
                    .append(", now(), ");
            sql.append(i * 0.5).append("), (").append(i + 1).append(", now(), NULL);\n");
            sql.append("CREATE FUNCTION f_").append(i).append("() RETURNS int LANGUAGE sql AS $body$SELECT 1; ");
            sql.append("SELECT 2$body$;\n");
        }
        return sql.substring(0, sql.lastIndexOf("\n", MEGABYTE - 1) + 1);
    }

    /** Values become rows. */
    @Benchmark
    @OperationsPerInvocation(MEGABYTES)
    public void rowWriter(Blackhole hole) {
        var writer = new RowWriter((buffer, offset, length, count) -> hole.consume(buffer[offset + length - 1]));
        for (int i = 0; i < fields.size(); i++) {
            writer.field(fields.get(i));
            if (i % 5 == 4) {
                writer.endRow();
            }
        }
        writer.endRow();
    }

    /** Rows become values. */
    @Benchmark
    @OperationsPerInvocation(MEGABYTES)
    public void rowReader(Blackhole hole) {
        var reader = new RowReader(rows, 0, rows.length);
        while (reader.nextRow()) {
            for (int i = 0; i < reader.fields(); i++) {
                hole.consume(reader.bytes(i));
            }
        }
    }

    /** Rows are hashed, summed and cut into chunks. */
    @Benchmark
    @OperationsPerInvocation(MEGABYTES)
    public void chunker(Blackhole hole) {
        var chunker = new Chunker(new OneBuffer(hole));
        var cutter = new RowReader(rows, 0, rows.length);
        while (cutter.nextRow()) {
            chunker.rows(rows, cutter.rowOffset(), cutter.rowLength(), 1);
        }
        chunker.finish();
        hole.consume(chunker.sum().fingerprint());
    }

    /** A script is cut into statements. */
    @Benchmark
    public Script splitter() throws UnreadableSqlException {
        return Splitter.split(script, Dialect.POSTGRESQL);
    }

    /** Uses the same buffer again for each chunk. */
    private static final class OneBuffer implements ChunkSink {
        private final Blackhole hole;
        private byte[] buffer = new byte[4 * MEGABYTE];

        OneBuffer(Blackhole hole) {
            this.hole = hole;
        }

        @Override
        public byte[] buffer() {
            return buffer;
        }

        @Override
        public void chunk(RawChunk chunk) {
            buffer = chunk.buffer();
            hole.consume(chunk.length());
        }
    }
}
