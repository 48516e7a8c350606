package io.dbguard.internal.lock;

import java.time.Duration;

/**
 * How long is long.
 *
 * @param heartbeat how often a lock is renewed
 * @param expiry after what silence, by the clock of the storage, an owner of whom nothing else is known counts as dead
 */
public record LockTimes(Duration heartbeat, Duration expiry) {
    /** Ten heartbeats must be missed. */
    public static final LockTimes DEFAULT = new LockTimes(Duration.ofMinutes(1), Duration.ofMinutes(10));
}
