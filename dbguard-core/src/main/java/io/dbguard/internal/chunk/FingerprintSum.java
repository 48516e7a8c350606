package io.dbguard.internal.chunk;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.dbguard.api.manifest.Fingerprint;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.Table;
import io.dbguard.spi.database.DatabaseView;
import io.dbguard.spi.database.RowSink;

/**
 * Adds up a table's fingerprint, row by row. A sum, unlike an exclusive or, also sees a row that came twice or vanished
 * twice. Not thread-safe.
 */
public final class FingerprintSum implements RowSink {
    private static final Hasher128 XXH3 = Hashing.xxh3_128();

    private long high;
    private long low;
    private long rows;

    /**
     * Returns the hash of one row.
     *
     * @param buffer holds the row
     * @param offset where it starts
     * @param length its size with the newline
     */
    public static HashValue128 hash(byte[] buffer, int offset, int length) {
        return XXH3.hashBytesTo128Bits(buffer, offset, length);
    }

    /**
     * Returns the sum over rows that were added up before.
     *
     * @param fingerprint their fingerprint
     * @param rows how many there were
     */
    public static FingerprintSum of(Fingerprint fingerprint, long rows) {
        var sum = new FingerprintSum();
        sum.high = Long.parseUnsignedLong(fingerprint.value().substring(0, 16), 16);
        sum.low = Long.parseUnsignedLong(fingerprint.value().substring(16), 16);
        sum.rows = rows;
        return sum;
    }

    /**
     * Reads a table and returns the sum over its rows.
     *
     * @param database where it is
     * @param table as it is there
     */
    public static FingerprintSum of(DatabaseView database, Table table) {
        var sum = new FingerprintSum();
        database.readRows(table, sum);
        return sum;
    }

    /**
     * Returns whether rows are those of a table, not one more and not one less.
     *
     * @param content what it holds
     */
    public boolean isOf(TableContent content) {
        return rows == content.rows() && fingerprint().equals(content.fingerprint());
    }

    @Override
    public void rows(byte[] buffer, int offset, int length, int count) {
        RowCutter.eachRow(buffer, offset, length, count, (at, size) -> add(hash(buffer, at, size)));
    }

    /**
     * Adds all rows of a chunk.
     *
     * @param chunk whole rows and nothing else
     * @return how many there are
     */
    public long addAll(byte[] chunk) {
        return RowCutter.eachRow(chunk, 0, chunk.length, (at, size) -> add(hash(chunk, at, size)));
    }

    /**
     * Adds a row.
     *
     * @param row its hash
     */
    public void add(HashValue128 row) {
        add(row.getMostSignificantBits(), row.getLeastSignificantBits());
        rows++;
    }

    /**
     * Adds all rows of another sum.
     *
     * @param other the sum over other rows
     */
    public void add(FingerprintSum other) {
        add(other.high, other.low);
        rows += other.rows;
    }

    private void add(long moreHigh, long moreLow) {
        long sum = low + moreLow;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        low = sum;
        high += moreHigh + carry;
    }

    /** Returns how many rows were added. */
    public long rows() {
        return rows;
    }

    /** Returns the fingerprint of all rows added so far. */
    public Fingerprint fingerprint() {
        return new Fingerprint(String.format("%016x%016x", high, low));
    }
}
