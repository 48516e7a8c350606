package io.dbguard.internal.restore;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names that an application has for some of its tables together. */
final class Groups {
    private Groups() {}

    /** What the application says now counts more than what it said at the time of the backup. */
    static List<String> find(String name, Map<String, List<String>> now, Manifest backup) {
        Map<String, List<String>> known = new TreeMap<>(backup.groups());
        known.putAll(now);
        List<String> tables = known.get(name);
        if (tables == null) {
            String there = known.isEmpty() ? "it knows none" : "it knows " + String.join(", ", known.keySet());
            throw new RequestException(
                    "The backup " + backup.header().id() + " knows no group of tables called " + name + "; " + there,
                    "nothing was changed",
                    "name one of these, or choose tables");
        }
        return tables;
    }
}
