package io.dbguard.cli.internal.option;

import io.dbguard.api.retention.Retention;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which backups are kept. */
public final class RetentionOptions {
    private final GeneralOptions general;

    @Option(names = "--keep-last", paramLabel = "N", description = "Keep the newest N.")
    private int last;

    @Option(
            names = "--keep-within",
            paramLabel = "AGE",
            converter = AgeConverter.class,
            description = "Keep all that are not older, such as 30d, counted back from the newest.")
    private @Nullable Duration within;

    @Option(names = "--keep-hourly", paramLabel = "N", description = "Keep the last one of each of the last N hours.")
    private int hourly;

    @Option(names = "--keep-daily", paramLabel = "N", description = "Keep the last one of each of the last N days.")
    private int daily;

    @Option(names = "--keep-weekly", paramLabel = "N", description = "Keep the last one of each of the last N weeks.")
    private int weekly;

    @Option(names = "--keep-monthly", paramLabel = "N", description = "Keep the last one of each of the last N months.")
    private int monthly;

    @Option(names = "--keep-yearly", paramLabel = "N", description = "Keep the last one of each of the last N years.")
    private int yearly;

    @Option(
            names = "--keep-safety",
            paramLabel = "AGE",
            converter = AgeConverter.class,
            description = "Keep backups that a restore or migration took first for this long; default: 30d.")
    private @Nullable Duration safety;

    @Option(names = "--keep-labelled", description = "Keep all that have a label.")
    private boolean labelled;

    /**
     * Creates the options.
     *
     * @param general those of the same command
     */
    public RetentionOptions(GeneralOptions general) {
        this.general = general;
    }

    /** Returns the rules, empty if none was given. */
    public Optional<Retention> retentionIfGiven() {
        boolean none = !labelled
                && safety == null
                && within == null
                && IntStream.of(last, hourly, daily, weekly, monthly, yearly).allMatch(number -> number == 0);
        return none ? Optional.empty() : Optional.of(retention());
    }

    /** Returns the rules; there must be one, so that nobody removes all but one by forgetting an option. */
    public Retention retention() {
        if (IntStream.of(last, hourly, daily, weekly, monthly, yearly).anyMatch(number -> number < 0)) {
            throw general.wrongUsage("A number of backups to keep must not be negative");
        }
        if (last + hourly + daily + weekly + monthly + yearly == 0 && within == null) {
            throw general.wrongUsage(
                    "It is not said what to keep: give at least one of --keep-last, --keep-within, --keep-hourly,"
                            + " --keep-daily, --keep-weekly, --keep-monthly, --keep-yearly");
        }
        Retention rules = Retention.last(last)
                .hourly(hourly)
                .daily(daily)
                .weekly(weekly)
                .monthly(monthly)
                .yearly(yearly);
        rules = within == null ? rules : rules.within(within);
        rules = safety == null ? rules : rules.safety(safety);
        return labelled ? rules.keepLabelled() : rules;
    }
}
