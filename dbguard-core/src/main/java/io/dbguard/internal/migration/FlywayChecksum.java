package io.dbguard.internal.migration;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The number by which Flyway tells whether a script has changed: a CRC-32 over its lines without their ends. */
final class FlywayChecksum {
    private FlywayChecksum() {}

    static int of(String sql) {
        var crc = new CRC32();
        String withoutMark = sql.startsWith("\uFEFF") ? sql.substring(1) : sql;
        withoutMark.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }
}
