package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import java.time.Duration;

/** The database answers, and soon. */
final class ConnectionCheck implements Check {
    private static final Duration SLOW = Duration.ofMillis(500);

    @Override
    public String name() {
        return "connection";
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public CheckResult look(Scene scene) {
        Connected connected = scene.connection().get();
        String words = connected.product() + " answers in " + Numbers.millis(connected.roundTrip())
                + ", connecting took " + Numbers.millis(connected.connecting());
        return connected.roundTrip().compareTo(SLOW) > 0
                ? warn(words, "find out what is slow, the network or the server, before more is asked of it")
                : pass(words);
    }
}
