package io.dbguard.internal.lock;

import io.dbguard.internal.host.HostName;
import io.dbguard.internal.host.RunningProcess;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who holds a lock.
 *
 * @param host what people call the host; proves nothing
 * @param process the process
 * @param session this library in that process; there may be several copies of it, in web applications of one server
 */
record LockOwner(String host, RunningProcess process, String session) {
    private static final LockOwner CURRENT = new LockOwner(
            HostName.get(), RunningProcess.current(), UUID.randomUUID().toString());

    /** The locks of this session; one that is not among them could not be removed when it was released. */
    private static final Set<String> LIVE = ConcurrentHashMap.newKeySet();

    static LockOwner current() {
        return CURRENT;
    }

    static void holds(String lock) {
        LIVE.add(lock);
    }

    static void releases(String lock) {
        LIVE.remove(lock);
    }

    RunningProcess.Fate fate(String lock) {
        if (session.equals(CURRENT.session)) {
            return LIVE.contains(lock) ? RunningProcess.Fate.ALIVE : RunningProcess.Fate.GONE;
        }
        return process.fate();
    }
}
