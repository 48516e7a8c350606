package io.dbguard.internal.host;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What people call this host. Proves nothing: others may be called the same. */
public final class HostName {
    private static final String NAME = find();

    private HostName() {}

    /** Returns the name. */
    public static String get() {
        return NAME;
    }

    private static String find() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
