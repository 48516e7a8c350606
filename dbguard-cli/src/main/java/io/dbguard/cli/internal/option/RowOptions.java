package io.dbguard.cli.internal.option;

import io.dbguard.RestoreRequest;
import io.dbguard.api.restore.OrphanTreatment;
import io.dbguard.api.restore.RestoreMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which rows come back, and how. */
public final class RowOptions {
    private final GeneralOptions general;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "How rows come back into a table that is there: 'replace' makes it what the backup holds, 'merge' brings"
                            + " missing rows back and changed rows back to what they were, 'insert-missing' touches nothing that is"
                            + " there. Default: replace.")
    private String mode = "replace";

    @Option(
            names = "--where",
            paramLabel = "TABLE: CONDITION",
            description = "Only rows that fulfil this, such as 'users: id = 42'; may be repeated. Not with 'replace'.")
    private List<String> conditions = new ArrayList<>();

    @Option(
            names = "--with-children",
            description = "Also rows of other tables that refer to those asked for. Not with 'replace'.")
    private boolean children;

    @Option(
            names = "--orphans",
            paramLabel = "HOW",
            description =
                    "What becomes of a row whose parent is gone: 'refuse', 'skip', or 'bring-parents', from the same"
                            + " backup. Default: refuse. Not with 'replace'.")
    private String orphans = "refuse";

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "With --dry-run: how many rows of each kind to show by their keys. Default: 3.")
    private int samples = 3;

    @Option(
            names = "--values",
            description = "With --dry-run: also show what changes in these rows, now and in the backup.")
    private boolean values;

    /**
     * Creates the options.
     *
     * @param general those of the same command
     */
    public RowOptions(GeneralOptions general) {
        this.general = general;
    }

    /** Checks that what was asked for goes together. */
    public void check() {
        RestoreMode chosen = one("--mode", mode, RestoreMode.values());
        OrphanTreatment treatment = one("--orphans", orphans, OrphanTreatment.values());
        boolean more = !conditions.isEmpty() || children || treatment != OrphanTreatment.REFUSE;
        if (chosen == RestoreMode.REPLACE && more) {
            throw general.wrongUsage(
                    "--where, --with-children and --orphans need '--mode merge' or '--mode insert-missing'");
        }
        conditions.forEach(this::colon);
        if (samples < 0) {
            throw general.wrongUsage("--samples is 0 or more");
        }
    }

    /** Returns whether tables become what they were, whatever they hold now. */
    public boolean replaces() {
        return one("--mode", mode, RestoreMode.values()) == RestoreMode.REPLACE;
    }

    /**
     * Adds the rows to a restore.
     *
     * @param request what is asked for otherwise
     */
    public RestoreRequest addTo(RestoreRequest request) {
        RestoreRequest asked = request.mode(one("--mode", mode, RestoreMode.values()))
                .orphans(one("--orphans", orphans, OrphanTreatment.values()))
                .samples(samples, values);
        for (String condition : conditions) {
            int colon = colon(condition);
            asked = asked.where(
                    condition.substring(0, colon).strip(),
                    condition.substring(colon + 1).strip());
        }
        return children ? asked.withChildren() : asked;
    }

    private int colon(String condition) {
        int colon = condition.indexOf(':');
        if (colon < 1) {
            throw general.wrongUsage("--where takes a table and a condition: 'users: id = 42'");
        }
        return colon;
    }

    private <E extends Enum<E>> E one(String option, String word, E[] choices) {
        return Arrays.stream(choices)
                .filter(choice -> word(choice).equals(word))
                .findFirst()
                .orElseThrow(() -> general.wrongUsage(option + " takes "
                        + Arrays.stream(choices).map(RowOptions::word).collect(Collectors.joining(", ")) + ", not '"
                        + word
                        + "'"));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
