package io.dbguard.cli.internal.command;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.cli.internal.connect.Database;
import io.dbguard.cli.internal.option.ContentOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.NameOptions;
import io.dbguard.cli.internal.option.RowOptions;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Printable;
import io.dbguard.cli.internal.swap.Swapped;
import java.util.stream.Collectors;

/** What is particular of {@code dbguard restore --swap}: what it does not go with, and what it tells. */
final class RestoreBySwap {
    private final GeneralOptions general;

    RestoreBySwap(GeneralOptions general) {
        this.general = general;
    }

    /** Checks that no part of a backup was asked for. */
    void checkGoesWith(ContentOptions content, NameOptions names, RowOptions rows) {
        refuseIf(!content.isWhole(), "a choice of schemas or parts, or --no-large-objects");
        refuseIf(names.renamesSchemas(), "--into-schema");
        refuseIf(!rows.replaces(), "--mode");
    }

    /** Refuses if something was asked for that does not go with it. */
    void refuseIf(boolean asked, String option) {
        if (asked) {
            throw general.wrongUsage("--swap brings a whole backup back, and does not go with " + option);
        }
    }

    /** Checks that a backup holds what a database that takes another's place must have. */
    void checkFits(Manifest manifest, Database live) {
        if (!manifest.header().database().provider().equals("postgresql")
                || !live.url().isPostgres()) {
            throw general.wrongUsage(
                    "--swap works with PostgreSQL only; the file of an H2 database can be copied before a restore");
        }
        if (!manifest.header().scope().everything()) {
            throw new RequestException(
                    "The backup " + manifest.header().id() + " holds a part of a database, which cannot take its place",
                    "nothing was changed",
                    "restore it without --swap, or choose a backup of everything");
        }
    }

    /** Warns of what the new database lacks. */
    void warnOfLeftOut(Manifest manifest) {
        if (!manifest.schema().unsupported().isEmpty()) {
            general.warn("What this backup left out would be in the kept database only: "
                    + manifest.schema().unsupported().stream()
                            .map(one -> one.object().toString())
                            .collect(Collectors.joining(", ")));
        }
    }

    void print(Swapped swapped, Database live, boolean json) {
        if (json) {
            Json.print(RestoreDocument.of(swapped.report(), swapped.kept()), general.out());
            return;
        }
        RestorePage.print(swapped.report(), live.url(), general.out());
        String kept = Printable.line(swapped.kept());
        general.out()
                .println(
                        "It is a new database, which took the name of the one that was there. That one, with all that was"
                                + " written since the backup, is kept as " + kept + ".");
        general.out()
                .println(
                        "Take a backup of the new one now, and drop the kept one when nobody needs it: DROP DATABASE \""
                                + kept.replace("\"", "\"\"") + "\"");
    }
}
