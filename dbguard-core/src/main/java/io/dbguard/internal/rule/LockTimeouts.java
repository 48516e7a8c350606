package io.dbguard.internal.rule;

import io.dbguard.api.migration.LockMode;
import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a statement waits for a lock, while everybody else queues behind it. */
final class LockTimeouts implements Family {
    private static final Pattern TIME = Pattern.compile("([0-9]+)\\s*(us|ms|s|min|h|d)?");
    private static final long LONGEST_MILLIS = 10_000;

    static final Rule MISSING = Rule.locking(
                    "lock-timeout-missing", Risk.LOW, "waits for a lock on {table} for as long as it takes")
            .why("""
                    As long as one old transaction holds the table, this statement waits, and everybody who comes later queues \
                    behind it. With a time limit it fails instead, and can be tried again.""")
            .safer("SET lock_timeout = '2s';")
            .examples(
                    "ALTER TABLE orders ADD COLUMN note text;",
                    "SET lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN note text;");
    static final Rule LONG = Rule.locking("lock-timeout-long", Risk.LOW, "lets everybody queue for up to {name}")
            .why("While the statement waits for its lock, everybody who comes later waits behind it.")
            .safer("SET lock_timeout = '2s';")
            .examples("SET lock_timeout = '5min';", "SET lock_timeout = '2s';");

    @Override
    public String title() {
        return "Waiting for locks";
    }

    @Override
    public List<Rule> rules() {
        return List.of(MISSING, LONG);
    }

    @Override
    public void judge(Look look) {
        if (!look.postgres()) {
            return;
        }
        if (look.command() instanceof Command.SetParameter set && set.name().equals("lock_timeout")) {
            if (isNone(set.value()) || millis(set.value()) > LONGEST_MILLIS) {
                look.add(LONG, Subject.of("name", isNone(set.value()) ? "ever" : set.value()));
            }
        } else if (!look.scene().transaction().hasLockTimeout() && !(look.command() instanceof Command.CreateTable)) {
            look.locks().stream()
                    .filter(lock -> lock.mode().compareTo(LockMode.SHARE_ROW_EXCLUSIVE) >= 0)
                    .findFirst()
                    .ifPresent(lock -> look.add(MISSING, Subject.table(lock.table())));
        }
    }

    /** Returns whether a value of {@code lock_timeout} means no limit. */
    static boolean isNone(String value) {
        return value.equals("default") || millis(value) == 0;
    }

    private static long millis(String value) {
        Matcher matcher = TIME.matcher(value);
        if (!matcher.matches() || matcher.group(1).length() > 9) {
            return 1;
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "ms" : matcher.group(2);
        return switch (unit) {
            case "us" -> Math.min(number, 1);
            case "s" -> number * 1000;
            case "min" -> number * 60_000;
            case "h" -> number * 3_600_000;
            case "d" -> number * 86_400_000;
            default -> number;
        };
    }
}
