package io.dbguard.internal.watch;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.write.StatementRefusedException;
import io.dbguard.api.write.WritePolicy;
import io.dbguard.api.write.WriteRules;
import io.dbguard.internal.event.Events;
import io.dbguard.internal.event.Happenings;
import io.dbguard.internal.sql.Dialect;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets dangerous statements through, or not. Thread-safe.
 *
 * @param rules what becomes of which kind
 * @param permits what this thread may do nevertheless
 * @param events are told of what is let through
 * @param refusals are told of what is not
 * @param backup takes a backup of everything, under a label, or throws
 */
public record Gate(
        WriteRules rules, Permits permits, Events events, RefusedStatements refusals, Consumer<String> backup) {

    /** Throws unless all may run; nothing has been told of an override then. */
    void check(List<Danger> dangers, Dialect dialect, Connection connection) throws StatementRefusedException {
        Map<Danger, Permits.Permit> allowed = new LinkedHashMap<>();
        List<Danger> afterBackup = new ArrayList<>();
        for (Danger danger : dangers) {
            WritePolicy policy = rules.of(danger.kind());
            if (policy == WritePolicy.ALLOW) {
                continue;
            }
            Optional<Permits.Permit> permit = permits.of(danger);
            if (permit.isPresent()) {
                allowed.put(danger, permit.get());
            } else if (!danger.isOfTables() || !TemporaryTables.areAll(danger.names(), dialect, connection)) {
                if (policy == WritePolicy.REFUSE) {
                    throw refused(danger);
                }
                afterBackup.add(danger);
            }
        }
        for (Danger danger : afterBackup) {
            backUp(danger);
        }
        for (Map.Entry<Danger, Permits.Permit> entry : allowed.entrySet()) {
            tellOverride(entry.getKey(), entry.getValue().reason());
        }
    }

    private StatementRefusedException refused(Danger danger) {
        refusals.add(danger);
        return new StatementRefusedException(
                "dbguard refused " + danger.described()
                        + "; nothing was done, the database has not seen it; run it within"
                        + " guard.allow(\"" + danger.words() + "\", \"why\", …), or give " + danger.kind()
                        + " another policy.",
                null);
    }

    private void backUp(Danger danger) throws StatementRefusedException {
        try {
            backup.accept(
                    "before-" + danger.verb().toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
        } catch (DbGuardException e) {
            throw new StatementRefusedException(
                    "dbguard refused " + danger.described() + ", since the backup before it failed (" + e.failed()
                            + "); nothing was done, the database has not seen it; mend the backup and try again.",
                    e);
        }
    }

    private void tellOverride(Danger danger, String reason) throws StatementRefusedException {
        try {
            events.tellFirst(Happenings.of(
                    EventKind.OVERRIDE,
                    "",
                    danger.words(),
                    "let a statement of the application through: " + danger.described(),
                    Map.of("kind", danger.kind().name(), "reason", reason)));
        } catch (DbGuardException e) {
            throw new StatementRefusedException(
                    "dbguard refused " + danger.described() + ", since it could not write it down (" + e.failed()
                            + "); nothing was done, the database has not seen it; mend the repository and try again.",
                    e);
        }
    }
}
