package io.dbguard.api.manifest;

/**
 * Names a backup: the moment it was taken in UTC, then its label. Later backups sort after earlier ones.
 *
 * @param value the text, such as {@code 2026-11-21T10-15-30.123Z-before-v7}
 */
public record BackupId(String value) implements Comparable<BackupId> {

    @Override
    public int compareTo(BackupId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
